/* SPDX-License-Identifier: MIT */
#include "runner.h"
#include "base/mem.h"

#include <string.h>
#include <strings.h>

enum { TEXT_MAX = 16 * 1024 * 1024, NAME_MAX_LEN = 32 };

/* A part of a text, which is never changed. */
struct slice {
	const char *at;
	size_t len;
};

/* Takes the bytes in front of `to` off the slice. */
static struct slice take_to(struct slice *from, const char *to)
{
	struct slice head = {from->at, (size_t)(to - from->at)};

	from->len -= head.len;
	from->at = to;
	return head;
}

static void skip(struct slice *slice, size_t len)
{
	slice->at += len;
	slice->len -= len;
}

static const char *find(struct slice in, const char *text)
{
	return in.len ? memmem(in.at, in.len, text, strlen(text)) : NULL;
}

static bool begins(struct slice slice, const char *text)
{
	return slice.len >= strlen(text) && memcmp(slice.at, text, strlen(text)) == 0;
}

static struct json_object *to_string(struct slice slice)
{
	struct json_object *string = json_object_new_string_len(slice.at, (int)slice.len);

	if (!string)
		mem_exhausted();
	return string;
}

/* What .NET's TrimStart() takes for white space at the beginning; 0: none. */
static size_t space_len(struct slice slice)
{
	static const char *const wide[] = {
		"\xc2\x85",     /* next line */
		"\xc2\xa0",     /* no-break space */
		"\xe1\x9a\x80", /* ogham space mark */
		"\xe2\x80\x80", "\xe2\x80\x81", "\xe2\x80\x82", "\xe2\x80\x83", "\xe2\x80\x84",
		"\xe2\x80\x85", "\xe2\x80\x86", "\xe2\x80\x87", "\xe2\x80\x88", "\xe2\x80\x89",
		"\xe2\x80\x8a", /* en quad to hair space */
		"\xe2\x80\xa8", "\xe2\x80\xa9", "\xe2\x80\xaf", "\xe2\x81\x9f", "\xe3\x80\x80",
	};

	if (slice.len > 0 && strchr(" \t\n\v\f\r", *slice.at) && *slice.at)
		return 1;
	for (size_t i = 0; i < ARRAY_SIZE(wide); i++) {
		if (begins(slice, wide[i]))
			return strlen(wide[i]);
	}
	return 0;
}

/* The registered name that this is, ignoring case; NULL where it is not a name. */
static const char *registered(struct slice name)
{
	static const char *const names[] = {
		"add-mask",   "add-matcher", "remove-matcher", "add-path", "set-env",
		"set-output", "save-state",  "debug",          "notice",   "warning",
		"error",      "group",       "endgroup",       "echo",     "stop-commands",
	};

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		if (strlen(names[i]) == name.len &&
		    strncasecmp(names[i], name.at, name.len) == 0)
			return names[i];
	}
	return NULL;
}

/* One way to write a character; the last of a table is "%25", as the runner decodes it last. */
struct escape {
	const char *code;
	char byte;
};

static const struct escape data_escapes[] = {{"%0D", '\r'}, {"%0A", '\n'}, {"%25", '%'}};
static const struct escape property_escapes[] = {
	{"%0D", '\r'}, {"%0A", '\n'}, {"%3A", ':'}, {"%2C", ','}, {"%25", '%'}};
static const struct escape old_escapes[] = {
	{"%3B", ';'}, {"%0D", '\r'}, {"%0A", '\n'}, {"%5D", ']'}, {"%25", '%'}};

static struct json_object *unescape(struct slice text, const struct escape *escapes,
				    size_t count)
{
	struct buf now = BUF_INIT(TEXT_MAX);
	struct json_object *string;

	buf_add(&now, text.at, text.len);
	for (size_t i = 0; i < count; i++) {
		struct slice rest = {buf_str(&now), now.len};
		struct buf next = BUF_INIT(TEXT_MAX);
		const char *code;

		while ((code = find(rest, escapes[i].code))) {
			struct slice plain = take_to(&rest, code);

			buf_add(&next, plain.at, plain.len);
			buf_addc(&next, escapes[i].byte);
			skip(&rest, 3);
		}
		buf_add(&next, rest.at, rest.len);
		buf_release(&now);
		now = next;
	}
	string = to_string((struct slice){buf_str(&now), now.len});
	buf_release(&now);
	return string;
}

/* The two forms of a command differ in these. */
struct form {
	char separator; /* of properties */
	const struct escape *property_escapes;
	size_t property_count;
	const struct escape *data_escapes;
	size_t data_count;
};

static const struct form new_form = {',', property_escapes, 5, data_escapes, 3};
static const struct form old_form = {';', old_escapes, 5, old_escapes, 5};

static struct json_object *read_properties(struct slice text, const struct form *form)
{
	struct json_object *properties = tree_object(NULL);

	while (text.len > 0) {
		const char *end = memchr(text.at, form->separator, text.len);
		struct slice one = take_to(&text, end ? end : text.at + text.len);
		const char *equals = one.len ? memchr(one.at, '=', one.len) : NULL;
		auto_buf name = BUF_INIT(256);

		if (text.len > 0)
			skip(&text, 1);
		if (!equals || equals == one.at)
			continue;
		buf_add(&name, one.at, (size_t)(equals - one.at));
		(void)take_to(&one, equals);
		while (one.len > 0 && *one.at == '=')
			skip(&one, 1);
		if (one.len > 0)
			tree_set(properties, buf_str(&name),
				 unescape(one, form->property_escapes, form->property_count));
	}
	return properties;
}

/* "name k=v,k=v" and the data behind it; NULL where the name is not registered. */
static struct json_object *make_command(struct slice info, struct slice data,
					const struct form *form)
{
	const char *space = info.len ? memchr(info.at, ' ', info.len) : NULL;
	struct slice name = take_to(&info, space ? space : info.at + info.len);
	const char *known = registered(name);

	if (!known)
		return NULL;
	while (info.len > 0 && *info.at == ' ')
		skip(&info, 1);
	return tree_object((struct pair[]){
		{"name", tree_string(known)},
		{"properties", read_properties(info, form)},
		{"data", unescape(data, form->data_escapes, form->data_count)},
		{NULL, NULL},
	});
}

/* ::name k=v,k=v::data at the line's beginning, white space aside. */
static struct json_object *read_new_form(struct slice line)
{
	const char *end;
	struct slice info;
	size_t space;

	while ((space = space_len(line)) > 0)
		skip(&line, space);
	if (!begins(line, "::"))
		return NULL;
	skip(&line, 2);
	end = find(line, "::");
	if (!end)
		return NULL;
	info = take_to(&line, end);
	skip(&line, 2);
	return make_command(info, line, &new_form);
}

/* ##[name k=v;k=v]data anywhere in the line; only its first "##[" counts. */
static struct json_object *read_old_form(struct slice line)
{
	const char *begin = find(line, "##[");
	const char *end;
	struct slice info;

	if (!begin)
		return NULL;
	(void)take_to(&line, begin);
	skip(&line, 3);
	end = line.len ? memchr(line.at, ']', line.len) : NULL;
	if (!end)
		return NULL;
	info = take_to(&line, end);
	skip(&line, 1);
	return make_command(info, line, &old_form);
}

/* True when the line is the token that ends stop-commands, as a command of either form. */
static bool is_resume(struct slice line, const char *token)
{
	auto_buf new_mark = BUF_INIT(TEXT_MAX);
	auto_buf old_mark = BUF_INIT(TEXT_MAX);

	buf_addf(&new_mark, "::%s::", token);
	buf_addf(&old_mark, "##[%s]", token);
	while (space_len(line) > 0)
		skip(&line, space_len(line));
	return begins(line, buf_str(&new_mark)) || find(line, buf_str(&old_mark));
}

struct json_object *runner_read_log(const char *text, size_t len)
{
	struct json_object *commands = tree_array();
	struct slice rest = {text, len};
	auto_buf token = BUF_INIT(TEXT_MAX); /* not empty while commands are stopped */

	while (rest.len > 0) {
		size_t eol = 0;
		struct slice line;
		struct json_object *command;

		while (eol < rest.len && rest.at[eol] != '\n' && rest.at[eol] != '\r')
			eol++;
		line = take_to(&rest, rest.at + eol);
		skip(&rest, begins(rest, "\r\n") ? 2 : rest.len > 0);
		if (token.len > 0) {
			if (is_resume(line, buf_str(&token)))
				buf_release(&token);
			continue;
		}
		command = read_new_form(line);
		if (!command)
			command = read_old_form(line);
		if (!command)
			continue;
		if (strcmp(tree_text(command, "name", ""), "stop-commands") == 0)
			buf_adds(&token, tree_text(command, "data", ""));
		tree_push(commands, command);
	}
	return commands;
}

/* Takes the next line off, without its LF; false where there is none. */
static bool next_line(struct slice *rest, struct slice *line)
{
	const char *eol;

	if (rest->len == 0)
		return false;
	eol = memchr(rest->at, '\n', rest->len);
	*line = take_to(rest, eol ? eol : rest->at + rest->len);
	if (eol)
		skip(rest, 1);
	return true;
}

/* The value of NAME<<DELIMITER: all before the line that is the delimiter. */
static int read_value(struct slice *rest, struct slice delimiter, struct slice *value,
		      struct err *err)
{
	struct slice line;

	*value = (struct slice){rest->at, 0};
	while (next_line(rest, &line)) {
		if (line.len == delimiter.len && memcmp(line.at, delimiter.at, line.len) == 0)
			return 0;
		value->len = (size_t)(line.at + line.len - value->at);
	}
	return err_set(err, REASON_BAD_RESPONSE, "no line that is the delimiter %.*s",
		       (int)delimiter.len, delimiter.at);
}

static int read_entry(struct slice line, struct slice *rest, struct json_object *outputs,
		      struct err *err)
{
	const char *equals = find(line, "=");
	const char *mark = find(line, "<<");
	struct slice whole = line;
	auto_buf name = BUF_INIT(NAME_MAX_LEN * 8);
	struct slice key;
	struct slice value;

	if (!equals && !mark)
		return err_set(err, REASON_BAD_RESPONSE, "not an entry: \"%.*s\"",
			       (int)whole.len, whole.at);
	if (mark && (!equals || mark < equals)) {
		key = take_to(&line, mark);
		skip(&line, 2);
		if (key.len == 0 || line.len == 0)
			return err_set(err, REASON_BAD_RESPONSE,
				       "no name or no delimiter: \"%.*s\"", (int)whole.len,
				       whole.at);
		if (read_value(rest, line, &value, err) < 0)
			return -1;
	} else {
		key = take_to(&line, equals);
		skip(&line, 1);
		value = line;
	}
	buf_add(&name, key.at, key.len);
	tree_set(outputs, buf_str(&name), to_string(value));
	return 0;
}

int runner_read_outputs(const char *text, size_t len, struct json_object **out, struct err *err)
{
	struct json_object *outputs = tree_object(NULL);
	struct slice rest = {text, len};
	struct slice line;

	while (next_line(&rest, &line)) {
		if (line.len == 0 || read_entry(line, &rest, outputs, err) < 0) {
			json_object_put(outputs);
			return line.len == 0 ? err_set(err, REASON_BAD_RESPONSE,
						       "an empty line between entries")
					     : -1;
		}
	}
	*out = outputs;
	return 0;
}
