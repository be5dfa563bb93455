import sys

from client import AuthenticatedClient, Client
from client.api.authentication import authentication_login
from client.api.basic_settings import configuration_network_dns_get

basic = AuthenticatedClient(base_url=sys.argv[1], token="YWRtaW46YQ==", prefix="Basic")
login = authentication_login.sync_detailed(client=basic)
session = login.headers["set-cookie"].partition(";")[0].partition("=")[2]
sps = Client(base_url=sys.argv[1], cookies={"session_id": session})
print(configuration_network_dns_get.sync(client=sps).body.primary)
