"""Talks to the kernel as Jupyter's own client does. Usage: client.py SCENARIO PATH_TO_NER_DLL

Each scenario is a function below; it fails by an exception. No scenario relies on how fast the machine is:
limits on time are there to end a run that hangs.
"""

import contextlib
import json
import os
import socket
import struct
import subprocess
import sys
import tempfile
import time
import warnings

warnings.filterwarnings("ignore")

import jupyter_client  # noqa: E402
import zmq  # noqa: E402
from jupyter_client import KernelManager  # noqa: E402
from jupyter_client.kernelspec import KernelSpec  # noqa: E402

NER = sys.argv[2]
LIMIT = 120


GREETING = b"\xff" + bytes(8) + b"\x7f\x03\x00NULL" + bytes(48)


def ready_command(socket_type):
    body = b"\x05READY\x0bSocket-Type" + struct.pack(">I", len(socket_type)) + socket_type
    return b"\x04" + bytes([len(body)]) + body


def manager(folder=None, transport="tcp"):
    km = KernelManager(transport=transport)
    km._kernel_spec = KernelSpec(
        argv=["dotnet", NER, "kernel", "run", "{connection_file}"],
        display_name="C#",
        language="C#",
        interrupt_mode="message",
        env={"DOTNET_TieredPGO": "0"},
    )
    if transport == "ipc":
        km.ip = os.path.join(folder, "kernel")
    return km


@contextlib.contextmanager
def kernel(folder=None, transport="tcp"):
    km = manager(folder, transport)
    km.start_kernel(cwd=folder or os.getcwd())
    client = connect(km)
    try:
        yield km, client
    finally:
        client.stop_channels()
        if km.is_alive():
            km.shutdown_kernel(now=True)


def connect(km):
    client = km.blocking_client()
    client.start_channels()
    client.wait_for_ready(timeout=LIMIT)
    return client


class Ran:
    """What came of one request: its reply and what was published for it, in order."""

    def __init__(self, client, msg_id, channel="shell", reply=True):
        self.id = msg_id
        self.published = []
        while True:
            message = client.get_iopub_msg(timeout=LIMIT)
            if message["parent_header"].get("msg_id") != msg_id:
                continue
            self.published.append(message)
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                break
        if reply:
            get = getattr(client, f"get_{channel}_msg")
            while True:
                self.message = get(timeout=LIMIT)
                if self.message["parent_header"].get("msg_id") == msg_id:
                    break
            self.reply = self.message["content"]

    def of(self, kind):
        return [m["content"] for m in self.published if m["msg_type"] == kind]

    @property
    def kinds(self):
        return [m["msg_type"] for m in self.published]

    @property
    def text(self):
        return "".join(c["text"] for c in self.of("stream") if c["name"] == "stdout")

    @property
    def result(self):
        [content] = self.of("execute_result")
        return content["data"]["text/plain"]


def run(client, code, **options):
    return Ran(client, client.execute(code, **options))


def same(expected, actual):
    assert expected == actual, f"expected {expected!r}, was {actual!r}"


def kernel_info():
    with kernel() as (km, client):
        ran = Ran(client, client.kernel_info())
        same("ok", ran.reply["status"])
        assert ran.reply["protocol_version"].startswith("5."), ran.reply
        same("C#", ran.reply["language_info"]["name"])
        same(".cs", ran.reply["language_info"]["file_extension"])
        same(["status", "status"], ran.kinds)
        # Control answers the same.
        message = client.session.msg("kernel_info_request", {})
        client.control_channel.send(message)
        same("ok", Ran(client, message["header"]["msg_id"], "control").reply["status"])


def execute():
    with kernel() as (km, client):
        ran = run(client, 'Console.WriteLine("hello"); var x = 20; x + 22')
        same(["status", "execute_input", "stream", "execute_result", "status"], ran.kinds)
        same("hello\n", ran.text)
        same("42", ran.result)
        same("ok", ran.reply["status"])
        same(1, ran.reply["execution_count"])
        same(1, ran.of("execute_input")[0]["execution_count"])
        # State is carried on, and an await at the top works.
        same("21", run(client, "await Task.Delay(1);\nx + 1").result)
        # Text of every plane comes as it is.
        same("naïve 😀 \u200b", run(client, 'Console.Write("naïve 😀 \\u200b")').text)
        same("\U0001f600", run(client, "foreach (var c in \"😀\") Console.Write(c);").text)
        same("a\ufffdb", run(client, 'Console.Write("a\\ud800b");').text)


def execute_options():
    with kernel() as (km, client):
        ran = run(client, 'var secret = 5; Console.Write("quiet"); secret', silent=True)
        same(["status", "status"], ran.kinds)
        same(0, ran.reply["execution_count"])
        ran = run(client, "secret + 1", store_history=False)
        same("6", ran.result)
        same(0, ran.reply["execution_count"])
        ran = run(client, "secret + 2", user_expressions={"twice": "secret * 2", "wrong": "secret.Nope"})
        same(1, ran.reply["execution_count"])
        expressions = ran.reply["user_expressions"]
        same("10", expressions["twice"]["data"]["text/plain"])
        same("error", expressions["wrong"]["status"])
        same("CS1061", expressions["wrong"]["ename"])
        ran = run(client, "   ")
        same("ok", ran.reply["status"])
        same(1, ran.reply["execution_count"])


def streams_while_running():
    with kernel() as (km, client):
        msg_id = client.execute(
            'Console.Write("first"); Console.Error.Write("oops"); '
            "while (!System.IO.File.Exists(\"go\")) await Task.Delay(10); Console.Write(\"second\");"
        )
        seen = []
        while len(seen) < 2:
            message = client.get_iopub_msg(timeout=LIMIT)
            if message["msg_type"] == "stream":
                seen.append((message["content"]["name"], message["content"]["text"]))
        same([("stdout", "first"), ("stderr", "oops")], seen)
        with open("go", "w"):
            pass
        same("second", Ran(client, msg_id).text)
        # A loop that prints a hundred thousand lines arrives whole, in few messages.
        ran = run(client, "for (var i = 0; i < 100_000; i++) Console.WriteLine(i);")
        same("".join(f"{i}\n" for i in range(100_000)), ran.text)
        assert len(ran.of("stream")) < 5000, len(ran.of("stream"))


def display():
    with kernel() as (km, client):
        ran = run(client, 'var shown = display("one"); shown.Update("two"); HTML("<b>x</b>").Display();')
        same(["display_data", "update_display_data", "display_data"], ran.kinds[2:-1])
        first, third = ran.of("display_data")
        [second] = ran.of("update_display_data")
        same("one", first["data"]["text/plain"])
        same("two", second["data"]["text/plain"])
        same(first["transient"]["display_id"], second["transient"]["display_id"])
        same("<b>x</b>", third["data"]["text/html"])
        # A later cell may update it, too.
        [update] = run(client, 'shown.Update("three");').of("update_display_data")
        same(first["transient"]["display_id"], update["transient"]["display_id"])
        # JSON is sent as JSON.
        [json_display] = run(client, 'new[] { 1, 2 }.Display("application/json");').of("display_data")
        same([1, 2], json_display["data"]["application/json"])


def cleared_output():
    with kernel() as (km, client):
        ran = run(client, 'Console.Write("a"); ClearOutput(); Console.Write("b"); ClearOutput(wait: true); Console.Write("c");')
        same(["stream", "clear_output", "stream", "clear_output", "stream"], ran.kinds[2:-1])
        same([False, True], [content["wait"] for content in ran.of("clear_output")])


def directives():
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "part.dib"), "w") as part:
            part.write("#!markdown\n\n# Part\n\n#!csharp\n\nint Twice(int n) => 2 * n;\n")
        with kernel(folder) as (km, client):
            ran = run(client, "#!import part.dib\nvar x = Twice(21);\n#!who")
            same(["# Part"], [c["data"]["text/markdown"] for c in ran.of("display_data") if "text/markdown" in c["data"]])
            same("x", ran.of("display_data")[-1]["data"]["text/plain"])
            same("42", run(client, "#!set --name y --value @csharp:x\ny").result)
            assert "<th>Variable</th>" in run(client, "#!whos").of("display_data")[0]["data"]["text/html"]
            assert "#!lsmagic" in run(client, "#!lsmagic").of("display_data")[0]["data"]["text/plain"]
            assert "Did you mean '#!whos'?" in run(client, "#!whoss").reply["evalue"]
            same("text/html", [*run(client, "#!html\n<b>x</b>").of("display_data")[0]["data"]][0])


def errors():
    with kernel() as (km, client):
        ran = run(client, 'var a = 1;\nvar b = a +* 2;')
        same("error", ran.reply["status"])
        [error] = ran.of("error")
        same(error["ename"], ran.reply["ename"])
        assert "line 2, column 12" in "\n".join(error["traceback"]), error
        ran = run(client, 'void Fail() =>\n  throw new InvalidOperationException("no");\nFail();')
        [error] = ran.of("error")
        same("System.InvalidOperationException", error["ename"])
        same("no", error["evalue"])
        text = "\n".join(error["traceback"])
        assert "cell [2], line 2" in text and "line 3" in text, text
        # The kernel goes on.
        same("3", run(client, "1 + 2").result)


def stop_on_error():
    with kernel() as (km, client):
        slow = client.execute("await Task.Delay(500); throw new Exception();")
        then = client.execute("1")
        replies = [client.get_shell_msg(timeout=LIMIT) for _ in range(2)]
        same([slow, then], [r["parent_header"]["msg_id"] for r in replies])
        same(["error", "aborted"], [r["content"]["status"] for r in replies])
        client.execute("await Task.Delay(500); throw new Exception();", stop_on_error=False)
        client.execute("1")
        same(["error", "ok"], [client.get_shell_msg(timeout=LIMIT)["content"]["status"] for _ in range(2)])
        same("4", run(client, "4").result)


def many_cells():
    with kernel() as (km, client):
        run(client, "var total = 0;")
        ids = [client.execute(f"total += {i}; Console.Write(total);") for i in range(1000)]
        replies = [client.get_shell_msg(timeout=LIMIT) for _ in ids]
        same(ids, [r["parent_header"]["msg_id"] for r in replies])
        same(list(range(2, 1002)), [r["content"]["execution_count"] for r in replies])
        ran = run(client, "total")
        same(str(sum(range(1000))), ran.result)


def memory():
    def used():
        run(client, "GC.Collect(); GC.WaitForPendingFinalizers(); GC.Collect();")
        with open(f"/proc/{km.provisioner.process.pid}/status") as status:
            [line] = [line for line in status if line.startswith("VmRSS:")]
        return int(line.split()[1]) / 1024

    with kernel() as (km, client):
        run(client, "var total = 0L;")
        after = {}
        for i in range(1, 2001):
            if i % 2:
                ran = run(client, "var data = new byte[1_000_000]; total += data.Length;")
            else:
                ran = run(client, "new List<int>(Enumerable.Range(0, 100_000)).Count")
            same("ok", ran.reply["status"])
            if i in (200, 1000, 2000):
                after[i] = used()
        print("MB after cells:", {i: round(mb) for i, mb in after.items()}, file=sys.stderr)
        same("1000000000", run(client, "total").result)
        # 1 000 values of 1 MB were made and dropped. What is left is what the runtime compiles better meanwhile.
        assert after[2000] - after[200] < 80, after
        assert after[2000] - after[1000] < 25, after


def completeness():
    with kernel() as (km, client):
        for code, status in [
            ("var x = 1;", "complete"),
            ("1 + 1", "complete"),
            ("#!time\nvar y = 2;", "complete"),
            ("if (true) {", "incomplete"),
            ("var x = 1; }", "invalid"),
        ]:
            same((code, status), (code, Ran(client, client.is_complete(code)).reply["status"]))
        same("    ", Ran(client, client.is_complete("class A {")).reply["indent"])


def complete(client, code, position=None):
    ran = Ran(client, client.complete(code, position))
    same("ok", ran.reply["status"])
    return ran.reply


def completion():
    with tempfile.TemporaryDirectory() as folder:
        os.makedirs(os.path.join(folder, "libs"))
        for name in ["Alpha.dll", "Other.txt", "Part.cs"]:
            with open(os.path.join(folder, "libs", name), "w"):
                pass
        with kernel(folder) as (km, client):
            run(client, 'var greeting = "hi"; int Twice(int n) => 2 * n;')
            assert "WriteLine" in complete(client, "Console.Wri")["matches"]
            assert "ReadLine" not in complete(client, "Console.Wri")["matches"]
            reply = complete(client, 'var e = "😀"; greeting.ToUp')
            same(["ToUpper", "ToUpperInvariant"], reply["matches"])
            same((22, 26), (reply["cursor_start"], reply["cursor_end"]))
            assert "greeting" in complete(client, "gree")["matches"]
            assert "Twice" in complete(client, "Console.WriteLine(Tw", 20)["matches"]
            assert "Select" in complete(client, "greeting.Sel")["matches"]
            assert "foreach" in complete(client, "fore")["matches"]
            assert "StringBuilder" in complete(client, "new StringB")["matches"]
            assert "IO" in complete(client, "System.")["matches"]
            assert "Length" in complete(client, "greeting?.Le")["matches"]
            assert "display" in complete(client, "disp")["matches"]
            same([], complete(client, '"in a text gre')["matches"])
            same([], complete(client, "// gre")["matches"])
            # In the middle of a cell.
            assert "Length" in complete(client, "greeting.\nvar z = 3;", 9)["matches"]
            same(["#!time"], complete(client, "#!ti")["matches"])
            same(["libs/"], complete(client, '#r "li')["matches"])
            same(["Alpha.dll"], complete(client, '#r "libs/')["matches"])
            same(["Part.cs"], complete(client, "#!import libs/P")["matches"])


def inspection():
    with kernel() as (km, client):
        run(client, "/// <summary>Doubles a number.</summary>\nint Twice(int n) => 2 * n;\nvar name = \"x\";")

        def inspect(code, position):
            return Ran(client, client.inspect(code, position)).reply

        reply = inspect("Twice(3)", 2)
        assert reply["found"]
        text = reply["data"]["text/plain"]
        assert "int Twice(int n)" in text, text
        assert "Doubles a number." in text, text
        assert "string name" in inspect("name.Length", 3)["data"]["text/plain"]
        assert "string.Length" in inspect("name.Length", 8)["data"]["text/plain"]
        assert "Console.WriteLine" in inspect("Console.WriteLine(", 18)["data"]["text/plain"]
        same(False, inspect("nothing_here", 3)["found"])
        same(False, inspect("", 0)["found"])


def history():
    with kernel() as (km, client):
        for code in ["var a = 1;", "a + 1", "a + 2"]:
            run(client, code)
        run(client, "a + 3", store_history=False)

        def find(**options):
            return Ran(client, client.history(**options)).reply["history"]

        same([[1, 2, "a + 1"], [1, 3, "a + 2"]], find(raw=True, output=False, hist_access_type="tail", n=2))
        same([[1, 2, ["a + 1", "2"]]], find(output=True, hist_access_type="range", session=0, start=2, stop=3))
        same([[1, 1, "var a = 1;"]], find(output=False, hist_access_type="search", pattern="var*", n=5))


def comms():
    with kernel() as (km, client):
        same({}, Ran(client, client.comm_info()).reply["comms"])
        message = client.session.msg("comm_open", {"comm_id": "c1", "target_name": "none", "data": {}})
        client.shell_channel.send(message)
        ran = Ran(client, message["header"]["msg_id"], reply=False)
        same("c1", ran.of("comm_close")[0]["comm_id"])


def interrupt():
    with kernel() as (km, client):
        run(client, "var kept = 7; var i = 0L;")
        for code in [
            "while (true) i++;",
            "await Task.Delay(-1);",
            "System.Threading.Thread.Sleep(-1);",
            "new System.IO.Pipes.AnonymousPipeServerStream();\nnew System.Threading.ManualResetEvent(false).WaitOne();",
        ]:
            msg_id = client.execute('Console.Write("on");' + code)
            while True:
                message = client.get_iopub_msg(timeout=LIMIT)
                if message["msg_type"] == "stream" and message["parent_header"]["msg_id"] == msg_id:
                    break
            km.interrupt_kernel()
            ran = Ran(client, msg_id)
            same((code, "error"), (code, ran.reply["status"]))
            same("Cancelled", ran.reply["ename"])
            same("7", run(client, "kept").result)


def user_input():
    with kernel() as (km, client):
        # A socket of our own: under asyncio, the client's may miss what comes while it sends.
        client.stdin_channel.stop()
        answers = zmq.Context.instance().socket(zmq.DEALER)
        answers.identity = client.session.bsession
        answers.connect(f"tcp://{km.ip}:{km.stdin_port}")

        def question():
            assert answers.poll(LIMIT * 1000), "nothing was asked"
            _, message = client.session.feed_identities(answers.recv_multipart())
            return client.session.deserialize(message)

        def answer(text):
            client.session.send(answers, "input_reply", {"value": text})

        msg_id = client.execute(
            'Console.Write("Name? "); var name = Console.ReadLine();\n'
            'var password = await Kernel.GetPasswordAsync("Password");\n$"{name}/{password}"',
            allow_stdin=True,
        )
        asked = question()
        same(("input_request", "", False), (asked["msg_type"], asked["content"]["prompt"], asked["content"]["password"]))
        same(msg_id, asked["parent_header"]["msg_id"])
        answer("Ada")
        asked = question()
        same(("Password", True), (asked["content"]["prompt"], asked["content"]["password"]))
        answer("s3cret")
        same("Ada/s3cret", Ran(client, msg_id).result)
        msg_id = client.execute('#!set --name city --value @input:"Which city?"\ncity', allow_stdin=True)
        same("Which city?", question()["content"]["prompt"])
        answer("Geneva")
        same("Geneva", Ran(client, msg_id).result)
        # A front end without input is not asked.
        same("error", run(client, "Console.ReadLine()", allow_stdin=False).reply["status"])
        ran = run(client, "#!set --name x --value @input", allow_stdin=False)
        same(("error", "DirectiveError"), (ran.reply["status"], ran.reply["ename"]))
        # A blocking read can be interrupted, and the next question finds its own answer.
        for read in ["Console.ReadLine()", "await Kernel.GetInputAsync()"] * 3:
            msg_id = client.execute(read, allow_stdin=True)
            question()
            km.interrupt_kernel()
            same("Cancelled", Ran(client, msg_id).reply["ename"])
            msg_id = client.execute("Console.ReadLine()", allow_stdin=True)
            question()
            answer("back")
            same("back", Ran(client, msg_id).result)
        answers.close(0)


def two_clients():
    with kernel() as (km, client):
        other = connect(km)
        ran = run(client, "var shared = 1;")
        same("ok", ran.reply["status"])
        same("1", run(other, "shared").result)
        # Both see what either runs; replies go to who asked.
        a = client.execute("shared + 1")
        b = other.execute("shared + 2")
        same("3", Ran(client, b, reply=False).result)
        replies = client.get_shell_msg(timeout=LIMIT), other.get_shell_msg(timeout=LIMIT)
        same([a, b], [r["parent_header"]["msg_id"] for r in replies])
        # One leaves; the other goes on.
        other.stop_channels()
        same("9", run(client, "9").result)
        again = connect(km)
        same("1", run(again, "shared").result)
        again.stop_channels()


def shutdown_and_restart():
    with kernel() as (km, client):
        run(client, "var before = 1;")
        km.restart_kernel(now=False)
        client.wait_for_ready(timeout=LIMIT)
        same("CS0103", run(client, "before").reply["ename"])
        # Killed, as by the system: the manager starts it anew on the same ports.
        km.restart_kernel(now=True)
        client.wait_for_ready(timeout=LIMIT)
        same("5", run(client, "5").result)
        client.shutdown()
        same("shutdown_reply", client.get_control_msg(timeout=LIMIT)["msg_type"])
        deadline = time.monotonic() + LIMIT
        while km.is_alive():
            assert time.monotonic() < deadline, "it did not end"
            time.sleep(0.05)
        same(0, km.provisioner.process.returncode)


def ends_with_its_parent():
    starter = """
import sys
from jupyter_client import KernelManager
from jupyter_client.kernelspec import KernelSpec
km = KernelManager()
km._kernel_spec = KernelSpec(argv=["dotnet", sys.argv[1], "kernel", "run", "{connection_file}"])
km.start_kernel()
client = km.blocking_client()
client.start_channels()
client.wait_for_ready(timeout=120)
print(km.provisioner.process.pid, flush=True)
import os
os._exit(1)
"""
    made = subprocess.run([sys.executable, "-W", "ignore", "-c", starter, NER], stdout=subprocess.PIPE, check=False)
    pid = int(made.stdout)
    deadline = time.monotonic() + LIMIT
    while os.path.exists(f"/proc/{pid}"):
        with open(f"/proc/{pid}/stat") as stat:
            if stat.read().rsplit(")", 1)[1].split()[0] == "Z":
                break
        assert time.monotonic() < deadline, "it outlives who started it"
        time.sleep(0.1)


def heartbeat():
    with kernel() as (km, client):
        requester = zmq.Context.instance().socket(zmq.REQ)
        requester.connect(f"tcp://{km.ip}:{km.hb_port}")
        for beat in [b"ping", b"", b"x" * 1000]:
            requester.send(beat)
            assert requester.poll(LIMIT * 1000), "no heartbeat"
            same(beat, requester.recv())
        requester.close(0)


def ipc():
    with tempfile.TemporaryDirectory() as folder:
        with kernel(folder, transport="ipc") as (km, client):
            same("2", run(client, "1 + 1").result)


def bad_peers():
    with kernel() as (km, client):
        ports = [km.shell_port, km.control_port, km.iopub_port, km.stdin_port, km.hb_port]
        greeting, ready = GREETING, ready_command(b"DEALER")
        attacks = [
            b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
            os.urandom(4096),
            bytes(4096),
            b"\xff" * 4096,
            greeting[:20],
            greeting.replace(b"NULL", b"PLAIN"),
            greeting + os.urandom(500),
            greeting + b"\x04\xff\xff",
            greeting + b"\x04\x07\x05READY\xff",
            greeting + ready.replace(b"DEALER", b"NOSUCH"),
            greeting + ready + b"\x02" + struct.pack(">Q", 1 << 62),
            greeting + ready + b"\x02" + struct.pack(">Q", 1 << 30) + bytes(1000),
            greeting + ready + b"\xf8\x00",
            greeting + ready + b"\x01\x00" * 5000,
            greeting + ready + b"\x00\x05hello",
            greeting + ready + b"\x01\x09<IDS|MSG>\x01\x00\x01\x00\x01\x00\x01\x00\x00\x00",
            greeting + ready + b"\x04\x00",
            greeting + ready + b"\x00\x64cut off",
        ]
        opened = []
        for port in ports:
            for attack in attacks:
                peer = socket.create_connection((km.ip, port))
                with contextlib.suppress(OSError):
                    peer.sendall(attack)
                opened.append(peer)
        # Half-open: they stay, and say nothing more.
        same("2", run(client, "1 + 1").result)
        for peer in opened:
            peer.close()

        # Wrong signatures, and messages that are none, are dropped.
        dealer = zmq.Context.instance().socket(zmq.DEALER)
        dealer.connect(f"tcp://{km.ip}:{km.shell_port}")
        header = json.dumps({"msg_id": "1", "msg_type": "execute_request", "session": "s", "version": "5.3"}).encode()
        content = b'{"code": "System.Environment.Exit(1);"}'
        dealer.send_multipart([b"<IDS|MSG>", b"0" * 64, header, b"{}", b"{}", content])
        dealer.send_multipart([b"<IDS|MSG>", b"", header, b"{}", b"{}", content])
        for body in [
            [header, b"{}", b"{}", b"not json"],
            [header, b"{}", b"{}", b"[1, 2]"],
            [b"{}", b"{}", b"{}", b"{}"],
            [b'{"msg_type": 7}', b"{}", b"{}", b"{}"],
            [b'{"msg_type": "execute_request", "x": "\\ud800"}', b"{}", b"{}", b'{"code": "\\udc00"}'],
            [b'{"msg_type": "execute_request"}', b"{}", b"{}", b"[" * 5000],
            [b'{"msg_type": "no_such_request"}', b"{}", b"{}", b"{}"],
            [b'{"msg_type": "history_request"}', b"{}", b"{}", b'{"hist_access_type": "search", "pattern": 3, "n": -4}'],
            [b'{"msg_type": "complete_request"}', b"{}", b"{}", b'{"code": "x", "cursor_pos": -3}'],
            [b'{"msg_type": "inspect_request"}', b"{}", b"{}", b'{"code": "x.y(", "cursor_pos": 99}'],
            [b'{"msg_type": "execute_request"}', b"{}", b"{}", b'{"code": 5, "silent": "yes", "user_expressions": 1}'],
        ]:
            dealer.send_multipart([b"<IDS|MSG>", client.session.sign(body), *body])
        # It vanishes in the midst of a message.
        dealer.close(0)
        same("3", run(client, "1 + 2").result)
        fresh = connect(km)
        same("4", run(fresh, "2 + 2").result)
        fresh.stop_channels()


def slow_subscriber():
    with kernel() as (km, client):
        # Subscribes to everything and never reads.
        peer = socket.create_connection((km.ip, km.iopub_port))
        peer.sendall(GREETING + ready_command(b"SUB") + b"\x00\x01\x01")
        ran = run(client, 'var line = new string(\'x\', 1_000_000);\nfor (var i = 0; i < 150; i++) Console.Write(line);')
        same("ok", ran.reply["status"])
        same(150_000_000, len(ran.text))
        # It was dropped: after what had been sent, the connection ends.
        peer.settimeout(LIMIT)
        with contextlib.suppress(ConnectionError):
            while peer.recv(1 << 20):
                pass
        peer.close()


def installed():
    """The kernel that Jupyter finds under the name which notebooks ask for."""
    begun = time.monotonic()
    km = KernelManager(kernel_name=".net-csharp")
    same(NER, km.kernel_spec.argv[0])
    km.start_kernel()
    client = connect(km)
    print(f"start to first idle: {time.monotonic() - begun:.2f} s", file=sys.stderr)
    try:
        same("42", run(client, "6 * 7").result)
        print(f"start to end of first cell: {time.monotonic() - begun:.2f} s", file=sys.stderr)
    finally:
        client.stop_channels()
        km.shutdown_kernel()


def timings():
    """Not a test: how long the kernel takes to start, and trivial cells."""
    start = time.monotonic()
    with kernel() as (km, client):
        print(f"start to ready: {time.monotonic() - start:.2f} s")
        begun = time.monotonic()
        run(client, "1 + 1")
        print(f"first cell: {time.monotonic() - begun:.2f} s; since start: {time.monotonic() - start:.2f} s")
        times = []
        for i in range(300):
            begun = time.monotonic()
            run(client, f"{i} + 1")
            times.append(time.monotonic() - begun)
        print(f"trivial cell, median: {sorted(times)[150] * 1000:.1f} ms, after 200: {sorted(times[200:])[50] * 1000:.1f} ms")


if __name__ == "__main__":
    globals()[sys.argv[1]]()
    print("done")
