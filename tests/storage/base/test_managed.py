"""Redis as providers give it: over TLS, and by a user who may do little more than read and write."""

from __future__ import annotations

import subprocess
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from ledebot.bot.core.errors import StoreUnavailableError
from ledebot.storage.base.client import connect
from ledebot.storage.base.lease import Lease
from tests.conftest import require
from tests.moody_redis import PASSWORD, MoodyRedis
from tests.storage.stores import calls
from tests.storage.test_moods import outcomes

MANAGED = "on >a-password ~* &* +@all -@admin -@dangerous -script|kill +info"
"""The rights of a hosted server's user: no CONFIG, no SCRIPT KILL, none of what Redis calls dangerous but INFO."""


async def test_every_store_works_without_the_rights_that_providers_keep(debian_redis_url: str) -> None:
    where = urlsplit(debian_redis_url)
    async with aclosing(connect(debian_redis_url)) as owner:
        await owner.flushall()
        await owner.execute_command("ACL", "SETUSER", "tenant", *MANAGED.split())
        try:
            async with aclosing(connect(f"redis://tenant:a-password@{where.netloc}")) as redis:
                for forbidden in ("CONFIG GET maxmemory", "SCRIPT KILL", "FLUSHALL", "KEYS *"):
                    with pytest.raises(Exception, match="no permissions"):
                        await redis.execute_command(*forbidden.split())
                assert (await redis.info("server"))["redis_version"]
                assert len(dict(calls(redis))) > 80
                told = await outcomes(redis)
                assert {name: what for name, what in told.items() if what != "done"} == {}
        finally:
            await owner.execute_command("ACL", "DELUSER", "tenant")


class Certificates:
    """An authority of a test's own, and a server's certificate that it signed for 127.0.0.1."""

    def __init__(self, folder: Path) -> None:
        self.authority, self._authority_key = folder / "ca.crt", folder / "ca.key"
        self.server, self.key = folder / "server.crt", folder / "server.key"
        new = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
        _openssl(*new, "-keyout", self._authority_key, "-out", self.authority, "-subj", "/CN=authority")
        signed = ("-CA", self.authority, "-CAkey", self._authority_key, "-addext", "subjectAltName=IP:127.0.0.1")
        _openssl(*new, *signed, "-keyout", self.key, "-out", self.server, "-subj", "/CN=server")


def _openssl(*words: str | Path) -> None:
    binary = require("openssl", "apt install openssl")
    subprocess.run([binary, *map(str, words)], check=True, capture_output=True)


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return Certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
async def server(tmp_path: Path, certificates: Certificates) -> AsyncIterator[MoodyRedis]:
    server = MoodyRedis(tmp_path)
    await server.start(tls=(certificates.server, certificates.key, certificates.authority))
    yield server
    await server.kill()


@pytest.mark.slow
async def test_over_tls(server: MoodyRedis, certificates: Certificates, tmp_path: Path) -> None:
    trusted = f"rediss://:{PASSWORD}@127.0.0.1:{server.tls_port}/1?ssl_ca_certs={quote(str(certificates.authority))}"
    async with aclosing(connect(trusted)) as redis:
        told = await outcomes(redis)
        assert {name: what for name, what in told.items() if what != "done"} == {}
    stranger = Certificates(tmp_path)
    for wrong in (
        f"rediss://:{PASSWORD}@127.0.0.1:{server.tls_port}?ssl_ca_certs={quote(str(stranger.authority))}",
        f"rediss://:{PASSWORD}@127.0.0.1:{server.tls_port}",
        f"rediss://:{PASSWORD}@localhost:{server.tls_port}?ssl_ca_certs={quote(str(certificates.authority))}",
        f"redis://:{PASSWORD}@127.0.0.1:{server.tls_port}",
    ):
        async with aclosing(connect(wrong)) as redis:
            with pytest.raises(StoreUnavailableError) as told_once:
                await Lease(redis, "anything", "me", 1).hold()
            assert "\n" not in str(told_once.value)
