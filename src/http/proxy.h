/* SPDX-License-Identifier: MIT */
/*
 * The proxy's address as the environment has it: is it one, whom does it serve, how is it called.
 * Pure; parsed by libcurl, so that what is checked is what is connected to.
 */
#ifndef PROXY_H
#define PROXY_H

#include <stdbool.h>

#include "base/err.h"

/* What may be shown of a proxy: never its credentials. */
struct proxy {
	const char *variable; /* borrowed: where its address is from */
	char scheme[16];
	char address[300]; /* HOST:PORT */
	bool loopback;
};

/*
 * Reads the address `url` that `variable` holds. -1 (bad_config) names the variable, and shows what
 * it holds only where there are no credentials in it.
 */
int proxy_parse(struct proxy *proxy, const char *variable, const char *url,
		struct err *err) MUST_CHECK;

/*
 * True when `host`, as a URL has it, is not to be reached through a proxy: no_proxy's list, by
 * libcurl's rules. It has names, which stand for what is below them too, addresses with or without
 * a length of the network, or "*". NULL is an empty list.
 */
bool proxy_exempts(const char *list, const char *host);

#endif
