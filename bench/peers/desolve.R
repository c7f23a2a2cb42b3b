# deSolve (LSODA) with a compiled right-hand side on the workloads of the kinetics: Rscript desolve.R <people.csv> <subjects> <repetitions>
# Prints one line per measurement: name, CPU seconds of the median repetition, subject-points, then concentrations to compare.
args <- commandArgs(trailingOnly = TRUE)
suppressMessages(library(deSolve))
folder <- dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)))
work <- tempdir()
file.copy(file.path(folder, "three_compartments.c"), work)
setwd(work)
if (system2(file.path(R.home("bin"), "R"), c("CMD", "SHLIB", "three_compartments.c"), stdout = FALSE, stderr = FALSE) != 0) quit(status = 3)
dyn.load("three_compartments.so")
people <- as.matrix(read.csv(args[1]))
subjects <- as.integer(args[2]); repetitions <- as.integer(args[3])
ke0 <- 0.5; dose <- 35; duration <- 40; rate <- dose / duration

solve <- function(p, times, y, rate) {
  lsoda(y, times, "derivs", c(p, ke0, rate), rtol = 1e-8, atol = 1e-8, dllname = "three_compartments", initfunc = "initmod",
        nout = 1, outnames = "Cp", hmax = 0)
}
# The rate changes at the end of the infusion; the solver starts anew there, which is what keeps it exact.
curve <- function(p, during, after) {
  first <- solve(p, during, c(A1 = 0, A2 = 0, A3 = 0, Ce = 0), rate)
  second <- solve(p, after, first[nrow(first), 2:5], 0)
  list(first, second)
}
cpu <- function(work) { t <- proc.time(); work(); d <- proc.time() - t; sum(d[c(1, 2)]) }

seconds <- seq(0, 1440 * 60) / 60
a1 <- sapply(seq_len(repetitions), function(i) cpu(function() curve(people[1, ], seconds[seconds <= duration], seconds[seconds >= duration])))
cat("A1", median(a1), length(seconds), "\n")
grid <- seq(0, 1440, 5)
during <- grid[grid <= duration]; after <- grid[grid >= duration]
a2 <- sapply(seq_len(repetitions), function(i) cpu(function() for (s in seq_len(subjects)) curve(people[s, ], during, after)))
cat("A2", median(a2), subjects * length(grid), "\n")
typical <- curve(people[1, ], during, after)
cat("Cp", format(c(typical[[1]][9, "Cp"], typical[[2]][c(5, 17), "Cp"]), digits = 12), "\n")
cat("Ce", format(c(typical[[1]][9, "Ce"], typical[[2]][c(5, 17), "Ce"]), digits = 12), "\n")
cat("version", as.character(packageVersion("deSolve")), R.version.string, "\n")
