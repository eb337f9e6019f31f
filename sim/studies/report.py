"""report.html."""
def write_report(folder):
    """Write nothing yet."""
