/* SPDX-License-Identifier: MIT */
#include "github/expiry.h"
#include "contract/grammar.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum { DAY_S = 24 * 60 * 60, HOUR_S = 60 * 60, NOW_S = 60 };

/* The zone as seconds east of UTC. */
static bool read_zone(const char *text, int64_t *east_s)
{
	static const char digits[] = "0123456789";
	int hours;
	int minutes;

	*east_s = 0;
	if (strcmp(text, "UTC") == 0)
		return true;
	if ((*text != '+' && *text != '-') || strlen(text) != 5 ||
	    strspn(text + 1, digits) != 4)
		return false;
	hours = (text[1] - '0') * 10 + (text[2] - '0');
	minutes = (text[3] - '0') * 10 + (text[4] - '0');
	*east_s = hours * HOUR_S + minutes * 60;
	if (*text == '-')
		*east_s = -*east_s;
	return hours < 24 && minutes < 60;
}

bool expiry_read(const char *header, int64_t *at_s)
{
	enum { DAY = 10, TIME = 8, ZONE = DAY + 1 + TIME + 1 };
	char time[GRAMMAR_TIME_MAX + 1];
	int64_t east_s;

	if (strlen(header) <= ZONE || header[DAY] != ' ' || header[ZONE - 1] != ' ' ||
	    !read_zone(header + ZONE, &east_s))
		return false;
	(void)snprintf(time, sizeof(time), "%.*sT%.*sZ", DAY, header, TIME, header + DAY + 1);
	if (!grammar_read_time(time, at_s))
		return false;
	*at_s -= east_s;
	return true;
}

bool expiry_is_soon(const char *token, int64_t at_s, int64_t now_s)
{
	int64_t left_s = at_s - now_s;

	if (strncmp(token, "ghs_", 4) == 0 || strncmp(token, "ghu_", 4) == 0)
		return false;
	return (left_s > NOW_S || left_s < -NOW_S) && left_s < EXPIRY_SOON_DAYS * DAY_S;
}

void expiry_say(struct buf *out, int64_t at_s, int64_t left_s)
{
	long long days = left_s / DAY_S;
	time_t at = (time_t)at_s;
	struct tm tm;
	char day[sizeof("2026-11-25 10:00")];

	if (!gmtime_r(&at, &tm) || strftime(day, sizeof(day), "%Y-%m-%d %H:%M", &tm) == 0)
		day[0] = '\0';
	buf_addf(out, "expires on %s UTC, ", day);
	if (days < 1)
		buf_adds(out, "in less than a day");
	else
		buf_addf(out, "in %lld day%s", days, days == 1 ? "" : "s");
}
