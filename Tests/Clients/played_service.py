"""A deployed service that is played: API Gateway's intake, ECS, CloudWatch's alarm history and scaling activities.

moto serves none of the last two, and runs no tasks. Two tasks work on jobs in turn; the second comes one second after the
first job. What is answered has the form of AWS's own answers: boto3 reads it in the tests, too.
"""
import datetime
import http.server
import json
import threading
import time
from urllib.parse import parse_qs
from xml.sax.saxutils import escape

RUN = 0.3
PREFIX = "arn:aws:ecs:eu-central-1:123456789012"


def stamp(seconds):
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).isoformat(timespec="milliseconds")[:-6] + "Z"


class PlayedService:
    def __init__(self, name):
        self.name, self.lock = name, threading.Lock()
        self.begin, self.jobs, self.free, self.drops = time.time() - 100, {}, [0.0, 0.0], 0
        self.second = None
        self.requests = []
        played = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"])).decode()
                target = self.headers.get("x-amz-target", "").split(".")[-1]
                if self.path.endswith("/jobs"):
                    return self.answer(*played.submit(self.headers["idempotency-key"]))
                if target:
                    return self.answer(200, getattr(played, target)(json.loads(body)))
                self.answer(200, played.alarm_history(parse_qs(body)), "text/xml")

            def do_GET(self):
                self.answer(*played.status(self.path.split("/")[-1]))

            def answer(self, code, body, kind="application/json"):
                if code is None:
                    # The connection is lost after the work was done.
                    self.close_connection = True
                    return
                data = (body if isinstance(body, str) else json.dumps(body)).encode()
                self.send_response(code)
                self.send_header("content-type", kind)
                self.send_header("content-length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def submit(self, key):
        with self.lock:
            self.requests.append(key)
            now = time.time()
            if key not in self.jobs:
                self.second = self.second or now + 1
                task = min((0, 1), key=lambda index: max(self.free[index], self.second if index else 0))
                start = max(now, self.free[task], self.second if task else 0)
                self.free[task] = start + RUN
                self.jobs[key] = (now, start, task)
            if len(self.requests) % 4 == 0:
                return None, None
            return 202, {"id": key}

    def status(self, job):
        with self.lock:
            submitted, start, task = self.jobs[job]
        now = time.time()
        if now < start:
            return 404, {"title": "waits"}
        status = {
            "id": job, "status": "succeeded" if now >= start + RUN else "processing", "parameters": {}, "attempt": 1,
            "submittedAt": stamp(submitted), "startedAt": stamp(start), "task": f"task{task}", "outputs": [], "history": [],
        }
        if now >= start + RUN:
            status["finishedAt"] = stamp(start + RUN)
        return 200, status

    # ECS

    def counts(self):
        now = time.time()
        has_second = self.second is not None and now >= self.second
        return 2 if self.second is not None and now >= self.second - 0.5 else 1, 2 if has_second else 1

    def DescribeServices(self, _):
        desired, running = self.counts()
        service = {
            "serviceName": self.name, "serviceArn": f"{PREFIX}:service/{self.name}/{self.name}", "status": "ACTIVE",
            "desiredCount": desired, "runningCount": running, "pendingCount": desired - running,
        }
        return {"services": [service], "failures": []}

    def ListTasks(self, call):
        running = self.counts()[1] if call["desiredStatus"] == "RUNNING" else 0
        return {"taskArns": [f"{PREFIX}:task/{self.name}/task{index}" for index in range(running)]}

    def DescribeTasks(self, call):
        tasks = []
        for arn in call["tasks"]:
            ready = self.second if arn.endswith("1") else self.begin
            tasks.append({
                "taskArn": arn, "lastStatus": "RUNNING", "desiredStatus": "RUNNING", "createdAt": ready - 0.5,
                "pullStartedAt": ready - 0.25, "startedAt": ready,
                "capacityProviderName": "FARGATE_SPOT" if arn.endswith("1") else "FARGATE", "containers": [],
            })
        return {"tasks": tasks, "failures": []}

    # Scaling

    def DescribeScalingActivities(self, call):
        assert call["ServiceNamespace"] == "ecs" and call["ResourceId"] == f"service/{self.name}/{self.name}"
        activity = {
            "ActivityId": "1", "ServiceNamespace": "ecs", "ResourceId": call["ResourceId"],
            "ScalableDimension": "ecs:service:DesiredCount", "Description": "Setting desired count to 2.",
            "Cause": f"monitor alarm {self.name}-upper in state ALARM triggered policy up",
            "StartTime": (self.second or time.time()) - 0.6, "StatusCode": "Successful",
        }
        return {"ScalingActivities": [activity] if self.second else []}

    def alarm_history(self, form):
        assert form["Action"] == ["DescribeAlarmHistory"] and form["HistoryItemType"] == ["StateUpdate"]
        data = {
            "version": "1.0", "oldState": {"stateValue": "OK", "stateReason": "fine"},
            "newState": {"stateValue": "ALARM", "stateReason": "Threshold Crossed: 1 datapoint [20.0] > 2"},
        }
        items = "".join(
            f"<member><AlarmName>{alarm}</AlarmName><AlarmType>MetricAlarm</AlarmType>"
            f"<Timestamp>{stamp(self.second - 0.7)}</Timestamp><HistoryItemType>StateUpdate</HistoryItemType>"
            f"<HistorySummary>Alarm updated from OK to ALARM</HistorySummary>"
            f"<HistoryData>{escape(json.dumps(data))}</HistoryData></member>"
            for alarm in [f"{self.name}-upper", "somebody-elses"]
        )
        return (
            '<DescribeAlarmHistoryResponse xmlns="http://monitoring.amazonaws.com/doc/2010-08-01/">'
            f"<DescribeAlarmHistoryResult><AlarmHistoryItems>{items if self.second else ''}</AlarmHistoryItems>"
            "</DescribeAlarmHistoryResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata>"
            "</DescribeAlarmHistoryResponse>"
        )
