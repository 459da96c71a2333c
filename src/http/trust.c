/* SPDX-License-Identifier: MIT */
#include "http/trust.h"
#include "base/macros.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * Debian, Ubuntu, Alpine with the whole package, Arch and openSUSE have hashed names in the first;
 * Fedora and its kin in the second, since ca-certificates generates them.
 */
static const char *const directories[] = {
	"/etc/ssl/certs",
	"/etc/pki/ca-trust/extracted/pem/directory-hash",
	"/etc/pki/tls/certs",
};

/* The same places that curl's configure and Go's crypto/x509 know for Linux. */
static const char *const bundles[] = {
	"/etc/ssl/certs/ca-certificates.crt", /* Debian, Ubuntu, Alpine, Arch, Gentoo */
	"/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", /* Fedora, RHEL, Amazon Linux */
	"/etc/pki/tls/certs/ca-bundle.crt",                  /* the same, older */
	"/etc/ssl/ca-bundle.pem",                            /* openSUSE */
	"/etc/pki/tls/cacert.pem",                           /* OpenELEC */
	"/etc/ssl/cert.pem",                                 /* Alpine's own image */
	"/etc/pki/tls/cert.pem",                             /* RHEL, until Fedora dropped it */
	"/etc/ssl/certs/ca-bundle.crt",                      /* NixOS */
	"/usr/share/ssl/certs/ca-bundle.crt",                /* Red Hat of old */
	"/usr/local/share/certs/ca-root-nss.crt",            /* BSD's packages */
};

/* As `openssl rehash` names a certificate: eight digits, a dot, a number. */
static bool is_hashed(const char *name)
{
	size_t digits = strspn(name, "0123456789abcdef");
	size_t number;

	if (digits != 8 || name[8] != '.')
		return false;
	number = strspn(name + 9, "0123456789");
	return number > 0 && name[9 + number] == '\0';
}

/* So many that can be read end the search: mostly they are among the first names. */
static bool holds_hashed(const char *path, int wanted)
{
	DIR *dir = opendir(path);
	const struct dirent *entry;

	if (!dir)
		return false;
	while (wanted > 0 && (entry = readdir(dir)))
		wanted -= is_hashed(entry->d_name) &&
			  faccessat(dirfd(dir), entry->d_name, R_OK, 0) == 0;
	(void)closedir(dir);
	return wanted == 0;
}

/* A system's authorities are more than a hundred. */
static bool is_store(const char *path)
{
	enum { STORE_MIN = 8 };

	return holds_hashed(path, STORE_MIN);
}

/* Somebody's own may be one, beside a bundle that has the system's. */
static bool is_hashed_directory(const char *path)
{
	return holds_hashed(path, 1);
}

/* An empty bundle trusts nobody, and libcurl calls it broken. */
static bool is_bundle(const char *path)
{
	struct stat found;

	return stat(path, &found) == 0 && S_ISREG(found.st_mode) && found.st_size > 0 &&
	       access(path, R_OK) == 0;
}

static const char *first(const char *const *paths, size_t count, const char *root,
			 bool (*is_good)(const char *path))
{
	for (size_t i = 0; i < count; i++) {
		auto_buf path = BUF_INIT(PATH_MAX);

		buf_adds(&path, root);
		buf_adds(&path, paths[i]);
		if (is_good(buf_str(&path)))
			return paths[i];
	}
	return NULL;
}

bool trust_find(const char *root, struct trust *out)
{
	*out = (struct trust){
		.dir = first(directories, ARRAY_SIZE(directories), root, is_store)};
	if (!out->dir)
		out->file = first(bundles, ARRAY_SIZE(bundles), root, is_bundle);
	if (!out->dir && !out->file)
		out->dir =
			first(directories, ARRAY_SIZE(directories), root, is_hashed_directory);
	return out->dir || out->file;
}

static void add_list(struct buf *out, const char *const *paths, size_t count)
{
	for (size_t i = 0; i < count; i++)
		buf_addf(out, "%s%s", i > 0 ? ", " : "", paths[i]);
}

void trust_add_places(struct buf *out)
{
	buf_adds(out, "directories with hashed names: ");
	add_list(out, directories, ARRAY_SIZE(directories));
	buf_adds(out, "; files: ");
	add_list(out, bundles, ARRAY_SIZE(bundles));
}
