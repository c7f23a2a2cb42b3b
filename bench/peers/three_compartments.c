/* Right-hand side for deSolve: three compartments and an effect site, amounts in mg, minutes.
   Parameters: V1 CL V2 Q2 V3 Q3 ke0 rate. States: A1 A2 A3 Ce(mg/L). Outputs: Cp, Ce in mg/L. */
#include <R.h>

static double parms[8];

void initmod(void (*odeparms)(int *, double *)) {
  int n = 8;
  odeparms(&n, parms);
}

void derivs(int *neq, double *t, double *y, double *ydot, double *yout, int *ip) {
  double c1 = y[0] / parms[0], c2 = y[1] / parms[2], c3 = y[2] / parms[4];
  double out2 = parms[3] * (c1 - c2), out3 = parms[5] * (c1 - c3);
  ydot[0] = parms[7] - parms[1] * c1 - out2 - out3;
  ydot[1] = out2;
  ydot[2] = out3;
  ydot[3] = parms[6] * (c1 - y[3]);
  yout[0] = c1;
}
