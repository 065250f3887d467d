# Every command that a person or a robot runs. `make help` lists them.

CONTENT ?= content
OUTPUT ?= output
CACHE ?= .cache
PUBLIC ?= public
PORT ?= 8000

VENV := .venv
PY := $(VENV)/bin/python
# The newest Python that will do; PYTHON= chooses another.
PYTHON ?= $(shell for p in python3.14 python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
PELICAN = $(PY) -m pelican "$(CONTENT)" --cache-path "$(CACHE)" --log-handler plain --fatal errors
PORTAL = $(PY) -m plugins.portal --content "$(CONTENT)" --cache "$(CACHE)"
# PUBLISH= names the file of what only whoever publishes decides: releases that are kept, further
# targets; deploy/publish.yaml, where there is one.
PUBLISHING = $(PY) -m plugins.publishing --content "$(CONTENT)" --public "$(PUBLIC)" \
	--cache "$(CACHE)" $(if $(PUBLISH),--settings "$(PUBLISH)")
# Object storage needs a library more.
SET ?= $(if $(shell grep -lE '(^|[[:space:]{,-])s3:' "$(or $(PUBLISH),deploy/publish.yaml)" \
	2>/dev/null),s3,site)

.DEFAULT_GOAL := help
.PHONY: help site profile serve check new suggest import-dossiers publish rollback releases verify \
	portals server-config backup audit fuzz test bench lock docs clean

## site      dựng cổng từ CONTENT= vào OUTPUT=
site: $(VENV)/site.stamp
	@$(PELICAN) -s pelicanconf.py -o "$(OUTPUT)"
	@echo 'Xem thử: make serve, rồi mở http://127.0.0.1:$(PORT)/'

## profile   dựng như make site, rồi nói thời gian đi đâu: từng công đoạn, từng mẫu trang
profile: $(VENV)/site.stamp
	@$(PELICAN) -s pelicanconf.py -o "$(OUTPUT)" --extra-settings PROFILE=true

## serve     xem thử trên 127.0.0.1:PORT=, tự dựng lại khi lưu tệp
serve: $(VENV)/site.stamp
	@exec $(PY) -m plugins.preview --content "$(CONTENT)" --cache "$(CACHE)" --port $(PORT)

## check     chỉ tìm lỗi nội dung, không dựng gì
check: $(VENV)/site.stamp
	@$(PORTAL) check

## new       tạo bài mới: make new TITLE="Tiêu đề" CATEGORY=thong-bao
new: $(VENV)/site.stamp
	@$(PORTAL) new --title "$${TITLE:?hãy viết TITLE=\"Tiêu đề bài\"}" \
		--category "$${CATEGORY:?hãy viết CATEGORY=tên-chuyên-mục}"

## suggest   gợi ý thẻ, tin ghim cho bài chưa có thẻ; FILE=bài.md [WRITE=1]: cho một bài [và ghi vào bài]
suggest: $(VENV)/site.stamp
	@$(PORTAL) suggest $${FILE:+--file "$$FILE"} $${WRITE:+--write}

## import-dossiers  nhập báo cáo TTHC: make import-dossiers FILE=bao-cao.xlsx [PERIOD=2026-10 REPLACE=1]
import-dossiers: $(VENV)/site.stamp
	@$(PY) -m plugins.dossiers import "$${FILE:?hãy viết FILE=tên-tệp.xlsx}" --content "$(CONTENT)" \
		$${PERIOD:+--period "$$PERIOD"} $${AS_OF:+--as-of "$$AS_OF"} $${SOURCE:+--source "$$SOURCE"} \
		$${SHEET:+--sheet "$$SHEET"} $${CUMULATIVE:+--cumulative} $${REPLACE:+--replace} --write

## publish   dựng, kiểm tra, đăng thành một bản mới trong PUBLIC= [TRIAL=1: chỉ thử] [FORCE=1]
publish: $(VENV)/$(SET).stamp
	@$(PUBLISHING) publish $${TRIAL:+--trial} $${FORCE:+--force}

## rollback  lùi về bản trước, hoặc bản TO=
rollback: $(VENV)/$(SET).stamp
	@$(PUBLISHING) rollback $${TO:+--to "$$TO"}

## releases  các bản đã đăng, bản nào đang chạy
releases: $(VENV)/site.stamp
	@$(PUBLISHING) releases

## verify    URL=https://…: trang đang chạy có đúng là bản đã đăng không; không có URL=: soát bản trên đĩa
verify: $(VENV)/site.stamp
	@$(PUBLISHING) verify $${URL:+--url "$$URL"} $${RELEASE:+--release "$$RELEASE"} \
		$${SUMS:+--sums "$$SUMS"}

## portals   đăng nhiều cổng theo danh sách: make portals LIST=portals.yaml [JOBS=2 ONLY=tên SET=s3]
portals: $(VENV)/$(SET).stamp
	@$(PUBLISHING) portals "$${LIST:?hãy viết LIST=portals.yaml}" $${JOBS:+--jobs "$$JOBS"} \
		$${ONLY:+--only "$$ONLY"}

## server-config  viết cấu hình nginx, Caddy, bộ hẹn giờ cho cổng vào server/
server-config: $(VENV)/site.stamp
	@$(PY) -m plugins.serving --content "$(CONTENT)" --public "$(PUBLIC)" --cache "$(CACHE)" \
		$(if $(PUBLISH),--settings "$(PUBLISH)") --out server

## backup    gói mã, nội dung, các bản đã đăng vào một tệp: make backup FILE=cong.tar
backup:
	@tools/backup "$${FILE:?hãy viết FILE=tên-tệp.tar}" "$(CONTENT)" "$(PUBLIC)" $(PUBLISH)

## audit     soát thư viện: đúng bản đã khóa, giấy phép, lỗ hổng đã biết (cần mạng; 3: không hỏi được)
audit: $(VENV)/test.stamp
	@$(PY) tools/audit.py

## fuzz      ném tệp hỏng vào các cửa nhận tệp trong SECONDS= giây (60)
fuzz: $(VENV)/test.stamp
	@$(PY) -m tests.fuzz --seconds "$(or $(SECONDS),60)"

## test      cài mọi thứ bộ kiểm thử cần, rồi chạy hết
test:
	@tests/run

## bench     đo: độ liên quan, thời gian dựng và đăng, tốc độ phục vụ, độ nặng của trang
bench: $(VENV)/test.stamp
	@PYTHONPATH=. $(PY) tests/bench/run.py

## lock      khóa lại phiên bản các thư viện sau khi sửa requirements/*.in
lock: $(VENV)/test.stamp
	@cd requirements && for set in site s3 test; do \
		../$(PY) -m piptools compile --quiet --generate-hashes --strip-extras --no-header \
			--no-emit-index-url --no-emit-options --output-file $$set.txt $$set.in || exit 1; done
	@$(MAKE) --no-print-directory $(VENV)/test.stamp && $(PY) tools/sbom.py

## docs      viết lại các tài liệu sinh từ mã nguồn
docs: $(VENV)/site.stamp
	@$(PY) -m plugins.content_model.docs

## clean     xóa những gì lệnh make tạo ra, trừ nội dung và các bản đã đăng
clean:
	@rm -rf "$(OUTPUT)" "$(CACHE)" $(VENV)

## help      danh sách này
help:
	@sed -n 's/^## /  make /p' $(MAKEFILE_LIST)

$(VENV)/site.stamp: requirements/site.txt
	@tools/make-environment "$(PYTHON)" $(VENV) requirements/site.txt
	@touch $@

$(VENV)/s3.stamp: requirements/s3.txt requirements/site.txt
	@tools/make-environment "$(PYTHON)" $(VENV) requirements/s3.txt
	@touch $@ $(VENV)/site.stamp

$(VENV)/test.stamp: requirements/test.txt requirements/s3.txt requirements/site.txt
	@tools/make-environment "$(PYTHON)" $(VENV) requirements/test.txt
	@touch $@ $(VENV)/s3.stamp $(VENV)/site.stamp
