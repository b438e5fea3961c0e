"""A real mail server, Debian's Exim, on this machine: its own configuration, spool and ports, for one test.

    server = exim_server.EximServer(folder)       an empty folder that all may enter
    server.port, server.tls_port                  STARTTLS, and TLS from the beginning; both want a login
    server.box("ada@example.org")                 the messages that it has delivered, as bytes

It takes mail for example.org, but for nobody@ (550) and later@ (451), and only from USER with PASSWORD. It need not be
installed, see machine.py.
"""
import grp
import os
import pathlib
import pwd
import shutil
import socket

import machine
import mail_server
import program_tests
from mail_server import PASSWORD, USER

ACCOUNT = "Debian-exim"  # without which Debian's build does not start

CONFIGURATION = """
primary_hostname = mail.example.org
exim_path = {program}
spool_directory = {folder}/spool
log_file_path = {folder}/log/%slog
pid_file_path = {folder}/exim.pid
daemon_smtp_ports = {port} : {tls_port}
tls_on_connect_ports = {tls_port}
local_interfaces = 127.0.0.1
tls_advertise_hosts = *
tls_certificate = {folder}/certificate.pem
tls_privatekey = {folder}/key.pem
auth_advertise_hosts = ${{if eq{{$tls_in_cipher}}{{}}{{}}{{*}}}}
acl_smtp_rcpt = check
deliver_drop_privilege = true
never_users = root
host_lookup =
rfc1413_hosts =
keep_environment = LD_LIBRARY_PATH
begin acl
check:
  deny message = log in first
       !authenticated = *
  deny message = no such user here
       local_parts = nobody
  defer message = come back later
        local_parts = later
  accept domains = example.org
begin routers
all:
  driver = accept
  transport = box
begin transports
box:
  driver = appendfile
  directory = {folder}/box
  envelope_to_add
  user = {account}
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${{if and{{{{eq{{$auth2}}{{{user}}}}}{{eq{{$auth3}}{{{password}}}}}}}}}
  server_set_id = $auth2
"""

# Gives Exim the accounts $1 and groups $2; the rest is its command line.
WITH_ACCOUNT = """
mount --bind "$1" /etc/passwd
mount --bind "$2" /etc/group
shift 2
exec "$@"
"""


def account():
    """Its numbers as a user and a group: those of an installed one, or free ones."""
    try:
        known = pwd.getpwnam(ACCOUNT)
        return known.pw_uid, known.pw_gid
    except KeyError:
        taken = {entry.pw_uid for entry in pwd.getpwall()} | {entry.gr_gid for entry in grp.getgrall()}
        free = next(number for number in range(999, 100, -1) if number not in taken)
        return free, free


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class EximServer:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.port, self.tls_port = free_port(), free_port()
        self.certificate, key = mail_server.make_certificate()
        self.uid, self.gid = account()
        for name in "spool", "log", "box":
            (self.folder / name).mkdir()
        shutil.copy(self.certificate, self.folder / "certificate.pem")
        shutil.copy(key, self.folder / "key.pem")
        self.configuration = self.folder / "exim.conf"
        self.configuration.write_text(CONFIGURATION.format(
            program=machine.find("exim4"), folder=self.folder, port=self.port, tls_port=self.tls_port, account=ACCOUNT, user=USER,
            password=PASSWORD))
        for path in self.folder.rglob("*"):
            os.chown(path, self.uid, self.gid)
        os.chown(self.configuration, 0, 0)
        os.chown(self.folder, self.uid, self.gid)
        self.accounts, self.groups = self.folder / "passwd", self.folder / "group"
        self.accounts.write_text(pathlib.Path("/etc/passwd").read_text() + f"{ACCOUNT}:x:{self.uid}:{self.gid}::/:/bin/false\n")
        self.groups.write_text(pathlib.Path("/etc/group").read_text() + f"{ACCOUNT}:x:{self.gid}:\n")
        for path in self.accounts, self.groups:
            path.chmod(0o644)
        self.process = None
        self.start()

    def start(self):
        with open(self.folder / "output", "ab") as output:
            self.process = machine.start(WITH_ACCOUNT, self.accounts, self.groups, machine.find("exim4"), "-C",
                                         self.configuration, "-bdf", stdout=output, stderr=output,
                                         env={**os.environ, "LD_LIBRARY_PATH": machine.libraries()})
        program_tests.wait_until(lambda: self.is_listening() or self.process.poll() is not None, "Exim")
        if self.process.poll() is not None:
            raise RuntimeError("Exim does not start: " + (self.folder / "output").read_text())

    def is_listening(self):
        try:
            socket.create_connection(("127.0.0.1", self.port), 1).close()
            return True
        except OSError:
            return False

    def stop(self):
        self.process.terminate()
        self.process.wait(20)

    def box(self, recipient):
        """Its messages, once nothing is on its way any more."""
        program_tests.wait_until(lambda: not list((self.folder / "spool/input").glob("**/*-H")), "delivery")
        messages = [path.read_bytes() for path in sorted((self.folder / "box").iterdir())]
        return [message for message in messages if message.startswith(f"Envelope-to: {recipient}\n".encode())]

    def config(self, password_file, security="starttls", more=""):
        """A [mail] section that sends here."""
        port = self.tls_port if security == "tls" else self.port
        return (f'[mail]\nserver = "localhost:{port}"\nsecurity = "{security}"\nuser = "{USER}"\n'
                f'password_file = "{password_file}"\nca_file = "{self.certificate}"\n{more}')
