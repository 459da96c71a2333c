/* SPDX-License-Identifier: MIT */
#include "http/trust.h"
#include "base/macros.h"
#include "suites.h"

#include <errno.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILES_MAX = 6 };

/*
 * What a distribution has. A name that ends in a slash is a directory; `a -> b` is a link; a file
 * holds something, but for one that begins with `empty `; `#` stands for eight names.
 */
static const struct {
	const char *system;
	const char *files[FILES_MAX];
	const char *dir;
	const char *file;
} layouts[] = {
	{"Debian and Ubuntu",
	 {"/etc/ssl/certs/ca-certificates.crt", "/usr/share/ca-certificates/Root.crt",
	  "/etc/ssl/certs/Root.pem -> /usr/share/ca-certificates/Root.crt",
	  "/etc/ssl/certs/0a1b2c3#.0 -> Root.pem"},
	 "/etc/ssl/certs",
	 NULL},
	{"Debian without hashed names",
	 {"/etc/ssl/certs/ca-certificates.crt", "/etc/ssl/certs/Root.pem"},
	 NULL,
	 "/etc/ssl/certs/ca-certificates.crt"},
	{"Alpine's own image: a bundle, and a link to it",
	 {"/etc/ssl/certs/ca-certificates.crt",
	  "/etc/ssl/cert.pem -> certs/ca-certificates.crt"},
	 NULL,
	 "/etc/ssl/certs/ca-certificates.crt"},
	{"Alpine with the package ca-certificates",
	 {"/etc/ssl/certs/ca-certificates.crt", "/etc/ssl/certs/ca-cert-Root.pem",
	  "/etc/ssl/certs/0a1b2c3#.0 -> ca-cert-Root.pem",
	  "/etc/ssl/cert.pem -> certs/ca-certificates.crt"},
	 "/etc/ssl/certs",
	 NULL},
	{"Alpine of old: the link's name only",
	 {"/etc/ssl/cert.pem"},
	 NULL,
	 "/etc/ssl/cert.pem"},
	{"Fedora with hashed names",
	 {"/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
	  "/etc/pki/ca-trust/extracted/pem/directory-hash/Root.pem",
	  "/etc/pki/ca-trust/extracted/pem/directory-hash/0a1b2c3#.0 -> Root.pem",
	  "/etc/pki/tls/certs/ca-bundle.crt -> ../../ca-trust/extracted/pem/tls-ca-bundle.pem",
	  "/etc/ssl/certs -> ../pki/tls/certs"},
	 "/etc/pki/ca-trust/extracted/pem/directory-hash",
	 NULL},
	{"Fedora before, RHEL and Amazon Linux: a bundle, and a directory without hashed names",
	 {"/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
	  "/etc/pki/tls/certs/ca-bundle.crt -> ../../ca-trust/extracted/pem/tls-ca-bundle.pem",
	  "/etc/pki/tls/cert.pem -> certs/ca-bundle.crt", "/etc/ssl/certs -> ../pki/tls/certs"},
	 NULL,
	 "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem"},
	{"RHEL 6",
	 {"/etc/pki/tls/certs/ca-bundle.crt"},
	 NULL,
	 "/etc/pki/tls/certs/ca-bundle.crt"},
	{"openSUSE",
	 {"/var/lib/ca-certificates/pem/0a1b2c3#.0", "/var/lib/ca-certificates/ca-bundle.pem",
	  "/etc/ssl/certs -> ../../var/lib/ca-certificates/pem",
	  "/etc/ssl/ca-bundle.pem -> ../../var/lib/ca-certificates/ca-bundle.pem"},
	 "/etc/ssl/certs",
	 NULL},
	{"an own authority beside the bundle",
	 {"/etc/pki/tls/certs/ca-bundle.crt", "/etc/pki/tls/certs/0a1b2c3d.0",
	  "/etc/ssl/certs -> ../pki/tls/certs"},
	 NULL,
	 "/etc/pki/tls/certs/ca-bundle.crt"},
	{"own authorities, and nothing else",
	 {"/etc/ssl/certs/0a1b2c3d.0", "/etc/ssl/certs/0a1b2c3e.0"},
	 "/etc/ssl/certs",
	 NULL},
	{"a second certificate with the same hash",
	 {"/etc/ssl/certs/0a1b2c3d.12"},
	 "/etc/ssl/certs",
	 NULL},
	{"a hashed name that leads nowhere",
	 {"/etc/ssl/certs/0a1b2c3#.0 -> gone.pem", "/etc/ssl/cert.pem"},
	 NULL,
	 "/etc/ssl/cert.pem"},
	{"names that only look hashed",
	 {"/etc/ssl/certs/0a1b2c3d.r0", "/etc/ssl/certs/0A1B2C3D.0", "/etc/ssl/certs/0a1b2c3d.",
	  "/etc/ssl/certs/0a1b2c3.00", "/etc/ssl/certs/0a1b2c3d4.0",
	  "/etc/ssl/certs/0a1b2c3d.0~"},
	 NULL,
	 NULL},
	{"an empty bundle",
	 {"empty /etc/ssl/certs/ca-certificates.crt", "/etc/ssl/ca-bundle.pem"},
	 NULL,
	 "/etc/ssl/ca-bundle.pem"},
	{"a directory with a bundle's name", {"/etc/ssl/cert.pem/"}, NULL, NULL},
	{"nothing at all", {NULL}, NULL, NULL},
	{"an empty directory", {"/etc/ssl/certs/"}, NULL, NULL},
};

static char root[] = "/tmp/trust-XXXXXX";

static void make_folders(char *path)
{
	for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		ck_assert(mkdir(path, 0755) == 0 || errno == EEXIST);
		*slash = '/';
	}
}

/* A link is relative to its own folder, or to the root where its target begins with a slash. */
static void make_one(const char *what)
{
	const char *arrow = strstr(what, " -> ");
	const char *name = strncmp(what, "empty ", 6) == 0 ? what + 6 : what;
	char path[PATH_MAX];
	char target[PATH_MAX];
	FILE *file;

	(void)snprintf(path, sizeof(path), "%s%.*s", root,
		       arrow ? (int)(arrow - what) : (int)strlen(name), name);
	make_folders(path);
	if (arrow) {
		(void)snprintf(target, sizeof(target), "%s%s", arrow[4] == '/' ? root : "",
			       arrow + 4);
		ck_assert_int_eq(symlink(target, path), 0);
	} else if (path[strlen(path) - 1] != '/') {
		file = fopen(path, "w");
		ck_assert_ptr_nonnull(file);
		if (name == what)
			ck_assert_int_ge(fputs("x\n", file), 0);
		ck_assert_int_eq(fclose(file), 0);
	}
}

static void make_all(const char *what)
{
	const char *many = strchr(what, '#');
	char name[PATH_MAX];

	for (int i = 0; i < (many ? 8 : 1); i++) {
		(void)snprintf(name, sizeof(name), "%s", what);
		if (many)
			name[many - what] = (char)('0' + i);
		make_one(name);
	}
}

static int remove_one(const char *path, const struct stat *found, int kind, struct FTW *where)
{
	(void)found;
	(void)kind;
	(void)where;
	return remove(path);
}

static void make_root(void)
{
	memcpy(root + sizeof("/tmp/trust-") - 1, "XXXXXX", 6);
	ck_assert_ptr_nonnull(mkdtemp(root));
}

static void remove_root(void)
{
	ck_assert_int_eq(nftw(root, remove_one, 8, FTW_DEPTH | FTW_PHYS), 0);
}

START_TEST(authorities_are_found_where_each_system_has_them)
{
	struct trust trust = {"", ""};
	const char *dir = layouts[_i].dir;
	const char *file = layouts[_i].file;

	for (size_t i = 0; i < FILES_MAX && layouts[_i].files[i]; i++)
		make_all(layouts[_i].files[i]);
	ck_assert_msg(trust_find(root, &trust) == (dir || file), "%s", layouts[_i].system);
	ck_assert_pstr_eq(trust.dir, dir);
	ck_assert_pstr_eq(trust.file, file);
}
END_TEST

START_TEST(all_places_are_named)
{
	auto_buf text = BUF_INIT(4096);

	trust_add_places(&text);
	for (size_t i = 0; i < ARRAY_SIZE(layouts); i++) {
		if (layouts[i].dir)
			ck_assert_ptr_nonnull(strstr(buf_str(&text), layouts[i].dir));
		if (layouts[i].file)
			ck_assert_ptr_nonnull(strstr(buf_str(&text), layouts[i].file));
	}
}
END_TEST

SUITE(trust)
{
	Suite *suite = suite_create("trust");
	TCase *tcase = tcase_create("places");

	tcase_add_checked_fixture(tcase, make_root, remove_root);
	tcase_add_loop_test(tcase, authorities_are_found_where_each_system_has_them, 0,
			    (int)ARRAY_SIZE(layouts));
	tcase_add_test(tcase, all_places_are_named);
	suite_add_tcase(suite, tcase);
	return suite;
}
