import sys

from client import AuthenticatedClient
from client.api.passwords import account_password_get

token = "B9A1809A-5BF7-4459-9ED2-8D4F499CB902"
pmp = AuthenticatedClient(base_url=sys.argv[1], token=token, prefix="", auth_header_name="AUTHTOKEN")
print(account_password_get.sync("303", "307", client=pmp).operation.details.password)
