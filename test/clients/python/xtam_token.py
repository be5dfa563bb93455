"""The calls that the vendor's Python example makes with an API token. Arguments: URL, sign-in URL."""
import sys
from http.cookies import SimpleCookie

import requests

url, cas = sys.argv[1:]

# The service is written into the query as it is, without encoding.
answer = requests.get(
    "{0}/login?service={1}/".format(cas, url), headers={"token": "yourXTAMtoken"}, allow_redirects=False
)
answer = requests.get(answer.headers["Location"], allow_redirects=False)
jar = answer.cookies

answer = requests.get(url + "/rest/user/whoami", cookies=jar)
user = answer.json()
print("Hello " + user["firstName"] + " " + user["lastName"])

cookies = SimpleCookie()
cookies.load(answer.headers["Set-Cookie"])
print("XSRF Token: " + cookies["XSRF-TOKEN"].value)
