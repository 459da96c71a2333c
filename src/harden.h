/* SPDX-License-Identifier: MIT */
/* What the kernel may keep others from: a process that holds tokens. */
#ifndef HARDEN_H
#define HARDEN_H

/*
 * No core dump, whatever the limits and the host's core_pattern; /proc/PID and ptrace for root
 * only; no new privileges. To be called before anything is read. Where the kernel knows none of
 * it, the program runs all the same.
 */
void harden_process(void);

#endif
