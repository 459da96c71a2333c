/* SPDX-License-Identifier: MIT */
/* The ends of the infrastructure. */
#ifndef INFRASTRUCTURE_H
#define INFRASTRUCTURE_H

#include "run/end.h"

/* Before anything is made: what arrived, and the environment's names. */
extern const struct end resolver;
/* Once it is made or removed: the outcome on the pull request. */
extern const struct end reporter;
/* After the job's last step, with the input `report`: likewise. */
extern const struct end after_job;

#endif
