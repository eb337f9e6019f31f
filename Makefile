# From a fresh clone: `make demo` shows what the model is for, `make test` checks it. Each makes .venv first when it is missing.

# Tried in this order; to choose one yourself: make demo PYTHON=/path/to/python3.12
PYTHON ?= python3 python3.13 python3.12 python3.11

VENV := .venv
INSTALLED := $(VENV)/.installed

# The first scenario is the one the others are compared with.
DEMO := netherlands_2020 netherlands_2020_helpline netherlands_2020_outdoors netherlands_2020_neighbours
DEMO_SIZE := --days 130 --people 2000 --replicates 12 --jobs 2
DEMO_OUT := results/demo

.PHONY: demo test test-all docs dashboard install clean

demo: $(INSTALLED)
	$(VENV)/bin/noaber compare $(DEMO) $(DEMO_SIZE) --out $(DEMO_OUT)

test: $(INSTALLED)
	$(VENV)/bin/python -m pytest -n 2 -m "not slow"

# The long statistical checks too; then each promise is broken on purpose, to see that a test notices.
test-all: $(INSTALLED)
	$(VENV)/bin/python -m pytest -n 2
	@if [ -f tests/mutations/apply.py ]; then $(VENV)/bin/python tests/mutations/apply.py; fi

# The documents under docs/ that are made from the code; tests/test_documents.py compares them with what is committed.
docs: $(INSTALLED)
	$(VENV)/bin/python experiments/documents.py

dashboard: $(INSTALLED)
	$(VENV)/bin/noaber dashboard $(DEMO)

install: $(INSTALLED)

# The stamp is written last, so that an interrupted installation is done again.
$(INSTALLED): pyproject.toml constraints.txt
	@fits='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'; \
	if ! $(VENV)/bin/python -c "$$fits" 2>/dev/null || ! [ -x $(VENV)/bin/pip ]; then \
	    found=; \
	    for python in $(PYTHON); do \
	        if "$$python" -c "$$fits" 2>/dev/null; then found=$$python; break; fi; \
	    done; \
	    if [ -z "$$found" ]; then \
	        echo "noaber needs Python 3.11, 3.12 or 3.13, and found none of them as: $(PYTHON)." \
	            "Name yours: make PYTHON=/path/to/python3.12" >&2; \
	        exit 1; \
	    fi; \
	    "$$found" -m venv --clear $(VENV) || exit 1; \
	fi
	@echo "Installing noaber and what it needs into $(VENV); the first time takes a minute or two."
	@$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dashboard,studies,cluster,dev]'
	@echo "Compiling the model once for this computer; half a minute, so that nothing later waits for it."
	@$(VENV)/bin/python -c "from sim import load_scenario, run; run(load_scenario('lockdown_helpline', people=100, days=40), seed=1)"
	@touch $@

# Results of your own under results/ are kept.
clean:
	rm -rf $(VENV) build dist .pytest_cache .hypothesis $(DEMO_OUT)
	find sim tests experiments -type d -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true
