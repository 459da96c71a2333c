/* SPDX-License-Identifier: MIT */
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>

int err_set(struct err *err, enum reason reason, const char *format, ...)
{
	va_list args;

	err->reason = reason;
	va_start(args, format);
	(void)vsnprintf(err->msg, sizeof(err->msg), format, args);
	va_end(args);
	return -1;
}

int err_prefix(struct err *err, const char *format, ...)
{
	struct err inner = *err;
	char context[sizeof(err->msg) / 2];
	va_list args;

	va_start(args, format);
	(void)vsnprintf(context, sizeof(context), format, args);
	va_end(args);
	return err_set(err, inner.reason, "%s: %s", context, inner.msg);
}

int err_suffix(struct err *err, const char *text)
{
	struct err inner = *err;

	return err_set(err, inner.reason, "%s%s", inner.msg, text);
}

int err_copy(struct err *err, const struct err *from)
{
	*err = *from;
	return -1;
}
