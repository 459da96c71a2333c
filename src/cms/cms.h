/* SPDX-License-Identifier: MIT */
/* The ends of the CMS. */
#ifndef CMS_H
#define CMS_H

#include "run/end.h"

/* A comment or a closed pull request becomes an event for the infrastructure. */
extern const struct end sender;
/* After a push: what the live comment says of the commit. */
extern const struct end after_push;

#endif
