"""A mail server on this machine (aiosmtpd) that keeps what it accepts and goes wrong when it is told to.

    server = mail_server.MailServer()    TLS by STARTTLS; MailServer(security="tls") from the beginning
    server.port, server.certificate               where it is, and what to trust
    server.accepted                               [(recipient, message as bytes)], in order, whatever the client was told
    server.faults.append("after-data")            what goes wrong next, one fault a transaction:

      connect      refuses with 554 instead of a greeting
      hang-up      closes the connection instead of greeting
      auth         refuses the password for good (535); auth-later for now (454)
      sender       refuses the sender (550)
      data         refuses DATA for now (451)
      after-data   takes the message and refuses it for good (554); after-data-later for now (451)
      cut-before   closes the connection where the message should come
      cut-after    takes the whole message, keeps it, and closes without an answer
      hold         waits before it takes the message; hold-taken keeps it first and then waits
      lose-after   takes the whole message, throws it away, and closes without an answer

    server.recipients["bea@example.org"] = "550 no such user"     answers to RCPT, for as long as they stand there
"""
import asyncio
import atexit
import functools
import pathlib
import shutil
import ssl
import subprocess
import tempfile
import threading

from aiosmtpd.smtp import SMTP, AuthResult

AT_CONNECTION = ("connect", "hang-up", "auth", "auth-later")
AT_MESSAGE = ("sender", "data", "after-data", "after-data-later", "cut-before", "cut-after", "lose-after", "hold", "hold-taken", "none")
USER, PASSWORD = "ada", "correct horse"


@functools.lru_cache
def make_certificate():
    """Where a certificate for localhost and its key are; one for all servers of a process."""
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder)
    certificate, key = pathlib.Path(folder) / "certificate.pem", pathlib.Path(folder) / "key.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "30", "-subj", "/CN=localhost",
                    "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key, "-out", certificate],
                   check=True, capture_output=True)
    return certificate, key


class FaultySmtp(SMTP):
    fault = "none"

    async def _handle_client(self):
        self.event_handler.server.begin(self, AT_CONNECTION)
        if self.fault == "connect":
            await self.push("554 not now")
        if self.fault in ("connect", "hang-up"):
            self.transport.close()
            return
        await super()._handle_client()

    async def smtp_MAIL(self, arg):
        self.event_handler.server.begin(self, AT_MESSAGE)
        if self.fault == "sender":
            await self.push("550 5.7.1 you are nobody")
            return
        await super().smtp_MAIL(arg)

    async def smtp_DATA(self, arg):
        if self.fault == "data":
            await self.push("451 4.3.2 try later")
            return
        if self.fault == "cut-before":
            # In one piece, so that whoever reads the one can see the other.
            self._writer.write(b"354 go on\r\n")
            self.transport.close()
            return
        await super().smtp_DATA(arg)


class Handler:
    def __init__(self, server):
        self.server = server

    async def handle_RCPT(self, smtp, session, envelope, address, options):
        refusal = self.server.recipients.get(address)
        if refusal:
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, smtp, session, envelope):
        server, fault = self.server, smtp.fault
        server.transactions.append(list(envelope.rcpt_tos))
        server.senders.append(envelope.mail_from)
        server.authenticated.append(session.authenticated)
        server.encrypted.append(smtp.transport.get_extra_info("sslcontext") is not None)
        if fault == "after-data":
            return "554 5.6.0 not such a message"
        if fault == "after-data-later":
            return "451 4.3.0 try later"
        if fault == "hold":
            await asyncio.sleep(server.hold)
        if fault != "lose-after":
            server.accepted += [(recipient, envelope.content) for recipient in envelope.rcpt_tos]
        if fault == "hold-taken":
            await asyncio.sleep(server.hold)
        if fault in ("cut-after", "lose-after"):
            smtp.transport.abort()
        return "250 2.0.0 taken"


class MailServer:
    hold = 0.0  # seconds of sleep before an answer to a message, with the fault "hold"

    def __init__(self, security="starttls", needs_login=True):
        self.certificate, key = make_certificate()
        self.security, self.needs_login = security, needs_login
        self.accepted, self.transactions, self.senders = [], [], []
        self.authenticated, self.encrypted, self.connections = [], [], 0
        self.faults, self.recipients = [], {}
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(self.certificate, key)
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        self.server, self.port = None, 0
        self.open()

    def open(self):
        """Listens, at the same port as before where it was closed."""
        listening = self.loop.create_server(self.make_smtp, "127.0.0.1", self.port,
                                            ssl=self.context if self.security == "tls" else None)
        self.server = asyncio.run_coroutine_threadsafe(listening, self.loop).result(10)
        self.port = self.server.sockets[0].getsockname()[1]

    def close(self):
        """Nobody listens any more."""
        self.loop.call_soon_threadsafe(self.server.close)

    def stop(self):
        self.close()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)
        self.loop.close()

    def make_smtp(self):
        is_starttls = self.security == "starttls"
        smtp = FaultySmtp(Handler(self), hostname="mail.example.org", tls_context=self.context if is_starttls else None,
                          require_starttls=is_starttls, auth_required=self.needs_login, auth_require_tls=is_starttls,
                          authenticator=self.authenticate, timeout=20, loop=self.loop)
        return smtp

    def authenticate(self, smtp, _session, _envelope, _mechanism, login):
        if smtp.fault == "auth-later":
            return AuthResult(success=False, handled=False, message="454 4.7.0 try later")
        is_right = (login.login, login.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=is_right and smtp.fault != "auth", handled=False)

    def begin(self, smtp, kinds):
        self.connections += kinds is AT_CONNECTION
        smtp.fault = self.faults.pop(0) if self.faults and self.faults[0] in kinds else "none"

    def config(self, password_file, more=""):
        """A [mail] section that sends here."""
        return (f'[mail]\nserver = "localhost:{self.port}"\nsecurity = "{self.security}"\nuser = "{USER}"\n'
                f'password_file = "{password_file}"\nca_file = "{self.certificate}"\n{more}')
