/* SPDX-License-Identifier: MIT */
/*
 * What a program costs from its start to its end, as the kernel counts it for the process: CPU,
 * time, memory, page faults. Usage, as root: cost RUNS ROOT PROGRAM. The program, a path within
 * ROOT, must end with status 0; its standard output is closed. Prints one line.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { RUNS_MAX = 1000 };

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a;
	double y = *(const double *)b;

	return (x > y) - (x < y);
}

static double ms(struct timeval t)
{
	return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3;
}

static void print(const char *what, double *values, int count)
{
	qsort(values, (size_t)count, sizeof(*values), compare);
	printf("%s %.2f ms (%.2f to %.2f)  ", what, values[count / 2], values[0],
	       values[count - 1]);
}

int main(int argc, char **argv)
{
	static double cpu[RUNS_MAX];
	static double wall[RUNS_MAX];
	struct rusage usage = {.ru_maxrss = 0};
	int runs = argc == 4 ? atoi(argv[1]) : 0;
	long most = 0;

	if (runs < 1 || runs > RUNS_MAX)
		return 2;
	for (int i = 0; i < runs; i++) {
		struct timespec begin;
		struct timespec end;
		int status;
		pid_t child;

		clock_gettime(CLOCK_MONOTONIC, &begin);
		child = fork();
		if (child == 0) {
			close(STDOUT_FILENO);
			if (chroot(argv[2]) == 0 && chdir("/") == 0)
				execv(argv[3], argv + 3);
			_exit(127);
		}
		if (child < 0 || wait4(child, &status, 0, &usage) != child)
			return 1;
		clock_gettime(CLOCK_MONOTONIC, &end);
		if (status != 0) {
			fprintf(stderr, "cost: %s ended with status 0x%x\n", argv[3],
				(unsigned)status);
			return 1;
		}
		cpu[i] = ms(usage.ru_utime) + ms(usage.ru_stime);
		wall[i] = (double)(end.tv_sec - begin.tv_sec) * 1e3 +
			  (double)(end.tv_nsec - begin.tv_nsec) / 1e6;
		most = usage.ru_maxrss > most ? usage.ru_maxrss : most;
	}
	print("CPU", cpu, runs);
	print("wall", wall, runs);
	printf("resident %ld KiB  page faults %ld\n", most, usage.ru_minflt);
	return 0;
}
