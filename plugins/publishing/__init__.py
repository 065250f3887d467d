"""Publishing: a checked release, switched in at once, brought to where readers get it.

- `publish` builds, checks, makes a release and switches; `store` keeps releases on the disk,
  `inventory` and `assemble` say what is new in one, `checking` what may not go public;
- `deliver` brings it to other machines and to object storage, `rollback` goes back;
- `verify` tells whether a running site is exactly a release; `portals` publishes many portals.

`python -m plugins.publishing publish|rollback|releases|verify|portals`; settings in
deploy/publish.yaml. This room stands above the portal; readers notice nothing of a failure in it.
"""
