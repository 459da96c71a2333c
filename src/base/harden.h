/* SPDX-License-Identifier: MIT */
/* What a process that holds tokens asks of the kernel before it begins. */
#ifndef HARDEN_H
#define HARDEN_H

/*
 * Standard descriptors that are closed become /dev/null. No core dump, whatever the limits and the
 * host's core_pattern; /proc/PID and ptrace for root only; no new privileges; no SSLKEYLOGFILE, to
 * which TLS would write its keys. To be called before
 * anything is opened or read. Where the kernel knows none of it, the program still runs.
 */
void harden_process(void);

/* Takes a variable out of the process's environment, and overwrites its value where it stands. */
void harden_forget_variable(const char *name);

#endif
