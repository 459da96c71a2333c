# docs/growth.svg of what bench/growth measured. data: the file, set by the caller.
set terminal svg size 960,720 font "sans-serif,13" background "white"
set output "docs/growth.svg"
set multiplot layout 2,2
set grid
set key top left Left reverse
set xrange [0:]
set yrange [0:]
set style data linespoints

set title "The event's file: time"
set xlabel "MB"
set ylabel "CPU, ms"
plot data index 0 using 1:3 title "one long string", \
     data index 1 using 1:3 title "a list of objects", \
     data index 2 using 1:3 title "an object of short strings"

set title "The event's file: memory"
set ylabel "peak, MiB"
plot data index 0 using 1:4 title "one long string", \
     data index 1 using 1:4 title "a list of objects", \
     data index 2 using 1:4 title "an object of short strings", \
     x * 5 * 1e6 / 1048576 with lines dashtype 2 title "five times the file"

set title "Comments on the pull request: a report's time"
set xlabel "1000 comments"
set ylabel "wall, ms"
plot data index 4 using 1:2 title "near", \
     data index 5 using 1:2 title "50 ms away"

set title "Comments on the pull request: its memory"
set key bottom right Left reverse
set ylabel "peak, MiB"
plot data index 4 using 1:4 title "near", \
     data index 5 using 1:4 title "50 ms away"
