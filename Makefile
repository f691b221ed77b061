# make run    sets up, builds and validates the graph, answers three questions
# make test   sets up, lint, types, tests, doctests
# make bench  measures ours beside the naive stack; takes ten minutes or more
# make release VERSION=1.2.0   the data as a folder in dist/; PREVIOUS and DATE may be given
PYTHON ?= python3
BIN := .venv/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
# The last release, to say what changed since: the last tag of a version before this commit.
PREVIOUS ?= $(shell git describe --tags --abbrev=0 --match 'v*' HEAD^ 2>/dev/null)

.PHONY: run test build wheel docs ontology-page bench release archive pages constraints clean

run: .venv/run.stamp
	$(BIN)/mnd-kg build
	@echo
	@echo "How did the arms of JETALS do?"
	$(BIN)/mnd-kg query arm-results trial=JETALS
	@echo
	@echo "Who decided on methylcobalamin for ALS, where and when?"
	$(BIN)/mnd-kg query decisions intervention=methylcobalamin condition=ALS
	@echo
	@echo "What speaks for carrying the result over to PLS, and what against it?"
	$(BIN)/mnd-kg query extrapolation condition=PLS

test: .venv/dev.stamp .venv/node.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n auto --dist loadfile

build: .venv/run.stamp
	$(BIN)/mnd-kg build

wheel: .venv/dev.stamp
	$(BIN)/mnd-kg build
	$(BIN)/python -m build --wheel --no-isolation

docs: .venv/dev.stamp
	$(BIN)/mnd-kg build
	$(BIN)/python docs/generate.py

bench: .venv/dev.stamp
	$(BIN)/python -m benchmarks.run curated 100000 1000000
	$(BIN)/python docs/generate.py

release: .venv/run.stamp
	$(BIN)/mnd-kg release "$(VERSION)" $(if $(PREVIOUS),--previous "$(PREVIOUS)") $(if $(DATE),--date "$(DATE)")

archive: release
	tar -C dist --sort=name --owner=0 --group=0 --numeric-owner --mtime=@0 --use-compress-program="gzip -n" \
	  -cf "dist/mnd-kg-$(VERSION).tar.gz" "mnd-kg-$(VERSION)"
	sed '/^## /,$$d' "dist/mnd-kg-$(VERSION)/CHANGES.md" > dist/summary.md

pages: .venv/dev.stamp
	$(BIN)/mnd-kg build
	$(BIN)/mnd-kg pages --out dist/pages

ontology-page: .venv/dev.stamp
	$(BIN)/python docs/ontology_page.py build/ontology.html

constraints: .venv/dev.stamp
	$(BIN)/pip freeze --exclude-editable --exclude mnd-kg | sort -f > constraints.txt

clean:
	rm -rf .venv build dist

.venv/run.stamp: pyproject.toml constraints.txt scripts/setup.sh
	sh scripts/setup.sh "$(PYTHON)" ".[all]"
	touch $@

.venv/dev.stamp: pyproject.toml constraints.txt scripts/setup.sh
	sh scripts/setup.sh "$(PYTHON)" ".[dev]"
	touch $@ .venv/run.stamp

# Cytoscape.js reads an export in the tests, where Node is.
.venv/node.stamp: .venv/dev.stamp tests/export/node/package.json
	mkdir -p .venv/node
	cp tests/export/node/package.json .venv/node/
	command -v npm >/dev/null && npm install --prefix .venv/node --silent --no-audit --no-fund --no-package-lock \
		|| echo "No npm here, or it could not install Cytoscape.js: its test is skipped."
	touch $@
