"""Why a fact is not met, one honest text each, shown only where it fails."""

CAUSES = {}
