"""The calls that the vendor's Python example makes with a login: whoami, unlock, new. Arguments: URL."""
import json
import sys
from http.cookies import SimpleCookie

import requests

url = sys.argv[1]
auth = ("xtam_login", "xtam_password")

answer = requests.get(url + "/rest/user/whoami", auth=auth)
user = answer.json()
print("Hello " + user["firstName"] + " " + user["lastName"])

# requests joins all Set-Cookie headers with commas; Python's cookie rules must still find the token.
cookies = SimpleCookie()
cookies.load(answer.headers["Set-Cookie"])
xsrf = cookies["XSRF-TOKEN"].value

record = requests.get(url + "/rest/record/unlock/i-2qhyGh2UB0V", auth=auth).json()
custom = json.loads(record["custom"])
print("{0}: {1} ({2}/{3})".format(record["name"], custom["Host"], custom["User"], custom["Password"]))

answer = requests.post(
    url + "/rest/record/new/i-2Zh30SUCq7c/i-83XfwpNvCHy",
    data={
        "name": "New Record",
        "description": "New record description",
        "custom": '{"Host":"host", "Port":24, "User":"user", "Password":"password"}',
    },
    headers={
        "Content-Type": "application/x-www-form-urlencoded",
        "Accept": "application/json",
        "X-XSRF-TOKEN": xsrf,
    },
    auth=auth,
)
print(answer)
