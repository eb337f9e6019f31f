"""Calibration: one table of simulated draws, from which parameters are screened, fitted, recovered and told apart."""
