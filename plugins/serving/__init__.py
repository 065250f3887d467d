"""How the published files are served: kinds of files, headers, compressed variants, redirects.

- `kinds`: type and Cache-Control of every file, and which are worth compressing; one table;
- `headers`: the security headers, and all headers of a file for servers without configuration;
- `compress`: the variants `.br` and `.gz`, made once when a file is published;
- `server_files`: nginx, Caddy, systemd and cron, from the facts of one portal.

Pure but for its command, `python -m plugins.serving`, which writes the files into a folder. No
settings: what is particular to a server are options of that command.
"""

from plugins.serving.compress import compressed
from plugins.serving.facts import ServerFacts, ServingError, host_of
from plugins.serving.headers import SEARCH_ORIGINS, content_security_policy, headers_of
from plugins.serving.kinds import cache_control, content_type, is_compressible, is_immutable
from plugins.serving.writing import server_files, settings_digest

__all__ = [
    "SEARCH_ORIGINS",
    "ServerFacts",
    "ServingError",
    "cache_control",
    "compressed",
    "content_security_policy",
    "content_type",
    "headers_of",
    "host_of",
    "is_compressible",
    "is_immutable",
    "server_files",
    "settings_digest",
]
