"""The portal generator: one package per capability, put together by `plugins.portal`."""
