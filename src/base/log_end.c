/* SPDX-License-Identifier: MIT */
#include "base/log_end.h"
#include "base/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	READ_MAX = 4 * LOG_END_BYTES, /* colours and control bytes are taken out of it */
	PATH_PART_MAX = 255
};

static int fail_file(const char *path, const char *why, struct err *err)
{
	return err_set(err, REASON_BAD_CONFIG,
		       "It holds \"%.100s\", %s, expected the path of a file in the workspace",
		       path, why);
}

/*
 * Opens it part by part: no part may be a link, lead upwards or begin at the root, and nothing is waited for. -1 with errno, ELOOP
 * for a link.
 */
static int open_below(const char *workspace, const char *path)
{
	int folder = open(workspace, O_PATH | O_DIRECTORY | O_CLOEXEC);

	while (folder >= 0) {
		char part[PATH_PART_MAX + 1];
		size_t len = strcspn(path, "/");
		bool last = path[len] == '\0';
		int next;

		memcpy(part, path, len < PATH_PART_MAX ? len : PATH_PART_MAX);
		part[len < PATH_PART_MAX ? len : PATH_PART_MAX] = '\0';
		if (len == 0 || len > PATH_PART_MAX || strcmp(part, "..") == 0) {
			errno = EINVAL;
			break;
		}
		next = openat(folder, part,
			      O_NOFOLLOW | O_CLOEXEC |
				      (last ? O_RDONLY | O_NONBLOCK | O_NOCTTY
					    : O_PATH | O_DIRECTORY));
		(void)close(folder);
		if (last || next < 0)
			return next;
		folder = next;
		path += len + 1;
	}
	if (folder >= 0)
		(void)close(folder);
	return -1;
}

/* The last bytes; how many were left out before them. */
static int read_end(int fd, off_t size, struct buf *out, off_t *skipped)
{
	char block[4096];
	ssize_t got;

	*skipped = size > READ_MAX ? size - READ_MAX : 0;
	if (lseek(fd, *skipped, SEEK_SET) < 0)
		return -1;
	while ((got = read(fd, block, sizeof(block))) > 0 && !out->full)
		buf_add(out, block, (size_t)got);
	return got < 0 ? -1 : 0;
}

/* The length of an escape sequence of a terminal (ECMA-48: CSI, and other short ones); 0: there is none. */
static size_t escape_len(const char *text, size_t len)
{
	size_t at = 2;

	if (len < 2 || text[0] != '\033')
		return 0;
	if (text[1] != '[')
		return 2;
	while (at < len && (unsigned char)text[at] >= 0x20 && (unsigned char)text[at] < 0x40)
		at++;
	return at < len ? at + 1 : len;
}

/* Lines of plain text: a carriage return begins a line anew, and ends none before a line feed. */
static void add_plain(const char *text, size_t len, struct buf *out)
{
	for (size_t at = 0; at < len;) {
		size_t escape = escape_len(text + at, len - at);
		unsigned char byte = (unsigned char)text[at];
		size_t letter = utf8_len(text + at, len - at);

		if (escape > 0) {
			at += escape;
			continue;
		}
		if (byte == '\n' || byte == '\t' || (byte >= 0x20 && byte < 0x7f))
			buf_addc(out, (char)byte);
		else if (byte == '\r' && (at + 1 == len || text[at + 1] != '\n'))
			buf_addc(out, '\n');
		else if (byte >= 0x80 && letter > 0)
			buf_add(out, text + at, letter);
		at += letter > 0 ? letter : 1;
	}
}

void log_end_add(const char *text, size_t len, bool cut, struct buf *out)
{
	auto_buf plain = BUF_INIT(READ_MAX + 1);
	const char *begin;
	const char *end;
	size_t lines = 0;

	add_plain(text, len, &plain);
	begin = buf_str(&plain);
	end = begin + plain.len;
	while (end > begin && end[-1] == '\n')
		end--;
	if (end - begin > LOG_END_BYTES) {
		begin = end - LOG_END_BYTES;
		cut = begin[-1] != '\n';
	}
	for (const char *at = end; at > begin; at--) {
		if (at[-1] == '\n' && ++lines == LOG_END_LINES) {
			begin = at;
			cut = false;
		}
	}
	/* A line that lost its beginning may begin inside of a token, which nobody could recognise then. */
	if (cut) {
		const char *next = memchr(begin, '\n', (size_t)(end - begin));

		if (!next) {
			buf_adds(out, "(the last line of the log is too long to be shown)");
			return;
		}
		begin = next + 1;
	}
	buf_add(out, begin, (size_t)(end - begin));
}

int log_end_read(const char *workspace, const char *path, int64_t since, struct buf *out,
		 struct err *err)
{
	int fd = open_below(workspace, path);
	auto_buf text = BUF_INIT(READ_MAX + 1);
	struct stat about;
	off_t skipped;
	int rc = 0;

	if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
		return 0;
	if (fd < 0)
		return fail_file(path,
				 errno == ELOOP ? "which is a link" : "which cannot be opened",
				 err);
	if (fstat(fd, &about) < 0 || !S_ISREG(about.st_mode) || about.st_nlink != 1)
		rc = fail_file(path, "which is no file of its own", err);
	else if ((int64_t)about.st_mtim.tv_sec >= since &&
		 read_end(fd, about.st_size, &text, &skipped) < 0)
		rc = fail_file(path, "which cannot be read", err);
	else if (text.len > 0)
		log_end_add(buf_str(&text), text.len, skipped > 0, out);
	(void)close(fd);
	return rc;
}
