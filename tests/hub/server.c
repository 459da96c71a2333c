/* SPDX-License-Identifier: MIT */
#include "server.h"
#include "api.h"
#include "control.h"
#include "base/mem.h"
#include "tree.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

/* Numbers the connection; the number itself is its context. */
static void on_connection(void *cls, struct MHD_Connection *connection, void **context,
			  enum MHD_ConnectionNotificationCode code)
{
	struct server *server = cls;

	(void)connection;
	if (code == MHD_CONNECTION_NOTIFY_STARTED)
		*context = (void *)++server->accepted;
}

/* MHD decodes the path and drops the query; what comes here is still as it was sent. */
static void *on_target(void *cls, const char *target, struct MHD_Connection *connection)
{
	(void)cls;
	(void)connection;
	return request_new(target);
}

static void on_completed(void *cls, struct MHD_Connection *connection, void **context,
			 enum MHD_RequestTerminationCode code)
{
	(void)cls;
	(void)connection;
	(void)code;
	request_free(*context);
	*context = NULL;
}

/* Fills in what is known once the whole request is there. */
static void complete(struct request *request, struct MHD_Connection *connection,
		     const char *method)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

	request->method = method;
	if (info)
		request->connection = (uintptr_t)info->socket_context;
	for (size_t i = 0; i < HEADER_COUNT; i++)
		request->header[i] = MHD_lookup_connection_value(connection, MHD_HEADER_KIND,
								 request_headers[i]);
	request_parse_body(request);
}

static int socket_of(struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);

	return info ? info->connect_fd : -1;
}

/* Waits; -1: for ever. False when the server ends or the client has gone before. */
static bool wait_ms(const struct server *server, struct MHD_Connection *connection,
		    int delay_ms)
{
	struct pollfd fds[] = {
		{.fd = server->stop, .events = POLLIN},
		{.fd = socket_of(connection), .events = POLLRDHUP},
	};

	return poll(fds, ARRAY_SIZE(fds), delay_ms) == 0;
}

/* Whoever closes the connection from now on resets it. */
static void close_will_reset(struct MHD_Connection *connection)
{
	const struct linger at_once = {.l_onoff = 1, .l_linger = 0};

	(void)setsockopt(socket_of(connection), SOL_SOCKET, SO_LINGER, &at_once,
			 sizeof(at_once));
}

/* A body of which only the first half goes out. */
struct half {
	struct buf body;
	enum fault fault;
	const struct server *server;
	struct MHD_Connection *connection;
};

/* A content reader that gives out the first half of the body, then fails. */
static ssize_t read_half(void *cls, uint64_t position, char *out, size_t max)
{
	const struct half *half = cls;
	size_t end = half->body.len / 2;
	size_t left = position < end ? end - (size_t)position : 0;

	if (left == 0 && half->fault == FAULT_STALL)
		(void)wait_ms(half->server, half->connection, -1);
	if (left == 0 && half->fault == FAULT_SNAP)
		close_will_reset(half->connection);
	if (left == 0)
		return MHD_CONTENT_READER_END_WITH_ERROR;
	if (left > max)
		left = max;
	memcpy(out, half->body.data + position, left);
	return (ssize_t)left;
}

static void free_half(void *cls)
{
	struct half *half = cls;

	buf_release(&half->body);
	free(half);
}

/* The response; the body moves into it. */
static struct MHD_Response *make_response(const struct server *server,
					  struct MHD_Connection *connection,
					  struct answer *answer)
{
	struct buf body = answer->body;
	struct MHD_Response *response;

	answer->body = BUF_INIT(body.cap);
	if (answer->fault != FAULT_NONE) {
		struct half *half = xrealloc(NULL, sizeof(*half));

		*half = (struct half){body, answer->fault, server, connection};
		response = MHD_create_response_from_callback(body.len, 4096, read_half, half,
							     free_half);
	} else {
		response = MHD_create_response_from_buffer(body.len, body.data,
							   MHD_RESPMEM_MUST_FREE);
	}
	if (!response)
		mem_exhausted();
	for (struct lh_entry *at = tree_first(answer->headers); at; at = lh_entry_next(at)) {
		const char *name = lh_entry_k(at);

		if (MHD_add_response_header(response, name,
					    json_object_get_string(lh_entry_v(at))) != MHD_YES)
			(void)fprintf(stderr, "hub: the header %s cannot be sent\n", name);
	}
	return response;
}

/* Called once for the headers, then with each piece of the body, then without one. */
/* NOLINTNEXTLINE(readability-function-size): the parameters are libmicrohttpd's */
static enum MHD_Result on_request(void *cls, struct MHD_Connection *connection, const char *url,
				  const char *method, const char *version, const char *data,
				  size_t *size, void **context)
{
	struct server *server = cls;
	struct request *request = *context;
	auto_answer answer = {.status = 0};
	struct MHD_Response *response;
	enum MHD_Result result;

	(void)url;
	(void)version;
	if (!request->started) {
		request->started = true;
		return MHD_YES;
	}
	if (*size > 0) {
		buf_add(&request->text, data, *size);
		*size = 0;
		return MHD_YES;
	}

	complete(request, connection, method);
	answer_init(&answer);
	(void)pthread_mutex_lock(&server->lock);
	if (!control_answer(server->scenario, request, &answer)) {
		api_answer(server->scenario, request, &answer);
		record_add(server->record, request,
			   answer.fault == FAULT_NONE ? answer.status : 0);
	}
	(void)pthread_mutex_unlock(&server->lock);

	if (answer.delay_ms > 0 && !wait_ms(server, connection, answer.delay_ms))
		return MHD_NO;
	if (answer.fault == FAULT_HANG)
		(void)wait_ms(server, connection, -1);
	if (answer.fault == FAULT_RESET)
		close_will_reset(connection);
	if (answer.fault == FAULT_HANG || answer.fault == FAULT_CLOSE ||
	    answer.fault == FAULT_RESET)
		return MHD_NO; /* closes the connection */
	response = make_response(server, connection, &answer);
	result = MHD_queue_response(connection, answer.status, response);
	MHD_destroy_response(response);
	return result;
}

int server_start(struct server *server, struct scenario *scenario, struct record *record,
		 struct err *err)
{
	struct sockaddr_in address = {.sin_family = AF_INET,
				      .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	const union MHD_DaemonInfo *info;

	*server = (struct server){.scenario = scenario, .record = record};
	server->stop = eventfd(0, EFD_CLOEXEC);
	if (server->stop < 0)
		return err_set(err, REASON_BAD_CONFIG, "eventfd: %s", strerror(errno));
	(void)pthread_mutex_init(&server->lock, NULL);
	server->daemon = MHD_start_daemon(
		MHD_USE_AUTO_INTERNAL_THREAD | MHD_USE_THREAD_PER_CONNECTION, 0, NULL, NULL,
		on_request, server, MHD_OPTION_SOCK_ADDR, &address, MHD_OPTION_URI_LOG_CALLBACK,
		on_target, NULL, MHD_OPTION_NOTIFY_COMPLETED, on_completed, NULL,
		MHD_OPTION_NOTIFY_CONNECTION, on_connection, server,
		/* Room for headers that no client should take. */
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)1 << 20, MHD_OPTION_END);
	info = server->daemon ? MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_BIND_PORT)
			      : NULL;
	if (!info) {
		server_stop(server);
		return err_set(err, REASON_BAD_CONFIG, "the HTTP server does not start");
	}
	server->port = info->port;
	return 0;
}

void server_stop(struct server *server)
{
	/* Wakes the waiting threads, which libmicrohttpd joins; it stays readable for all. */
	(void)eventfd_write(server->stop, 1);
	if (server->daemon)
		MHD_stop_daemon(server->daemon);
	(void)pthread_mutex_destroy(&server->lock);
	(void)close(server->stop);
}
