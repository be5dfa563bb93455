"""A small client of XTAM: it signs in with an API token and reads secrets."""
import json

import requests
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry


class XtamClient:
    def __init__(self, url, cas, token):
        """`url` such as https://pam.example.com/xtam, `cas` such as https://pam.example.com/cas."""
        self.url = url
        self.cas = cas
        self.token = token
        self.session = requests.Session()
        # An appliance that restarts drops connections, or answers 503, for a moment.
        retry = Retry(total=3, backoff_factor=0.05, status_forcelist=[503], allowed_methods=["GET"])
        self.session.mount("http://", HTTPAdapter(max_retries=retry))
        self.session.mount("https://", HTTPAdapter(max_retries=retry))

    def whoami(self):
        return self._get("/rest/user/whoami").json()

    def secret(self, record, field="Password"):
        """A field of a record, such as its password."""
        return json.loads(self._get(f"/rest/record/unlock/{record}").json()["custom"])[field]

    def _get(self, path):
        if not self.session.cookies:
            self._sign_in()
        answer = self.session.get(self.url + path)
        if answer.status_code == 401:  # the session is over
            self._sign_in()
            answer = self.session.get(self.url + path)
        answer.raise_for_status()
        return answer

    def _sign_in(self):
        """The token buys a ticket, and the ticket a session."""
        self.session.cookies.clear()
        login = self.session.get(
            f"{self.cas}/login?service={self.url}/", headers={"token": self.token}, allow_redirects=False
        )
        if "Location" not in login.headers:
            raise PermissionError(f"XTAM does not take the token (status {login.status_code})")
        self.session.get(login.headers["Location"], allow_redirects=False)
