/* SPDX-License-Identifier: MIT */
/* Does the set-up work? At either end, by mode. */
#ifndef DOCTOR_H
#define DOCTOR_H

#include "run/end.h"

extern const struct end doctor;

#endif
