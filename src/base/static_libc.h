/* SPDX-License-Identifier: MIT */
/*
 * What a static program must leave alone on the system that it happens to run on. There, glibc and
 * OpenSSL load modules by configuration files, and each brings the system's own libc into a process
 * that has another one: it crashes. Other builds share the system's libraries, and heed its files.
 */
#ifndef STATIC_LIBC_H
#define STATIC_LIBC_H

/*
 * Names are looked up in /etc/hosts and by DNS, whatever nsswitch.conf says; OpenSSL has no configuration.
 * To be called before anything else is. Only in a program that is built with STANDALONE.
 */
void static_libc_begin(void);

#endif
