/* SPDX-License-Identifier: MIT */
/*
 * The HTTP side, the only file that knows libmicrohttpd: a thread per connection, so that an
 * answer may wait without holding up another; the state and the record are behind one lock.
 */
#ifndef HUB_SERVER_H
#define HUB_SERVER_H

#include "base/err.h"
#include "record.h"
#include "scenario.h"

#include <pthread.h>
#include <stdint.h>

struct MHD_Daemon;

struct server {
	struct MHD_Daemon *daemon;
	struct scenario *scenario; /* borrowed, as is the record; only with the lock held */
	struct record *record;
	pthread_mutex_t lock;
	int stop;                   /* an eventfd, readable once the server ends */
	_Atomic uintptr_t accepted; /* connections until now */
	uint16_t port;
};

/*
 * Listens on 127.0.0.1, on a port that server->port then tells, and answers until
 * server_stop(). `server` must stay where it is. On -1 there is nothing to stop.
 */
int server_start(struct server *server, struct scenario *scenario, struct record *record,
		 struct err *err) __attribute__((warn_unused_result));

/* Ends every connection, answered or not, and frees what the server holds. */
void server_stop(struct server *server);

#endif
