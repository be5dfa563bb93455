import json
import sys

from client import AuthenticatedClient
from client.api.records import record_unlock

basic = "eHRhbV9sb2dpbjp4dGFtX3Bhc3N3b3Jk"
xtam = AuthenticatedClient(base_url=sys.argv[1], token=basic, prefix="Basic")
print(json.loads(record_unlock.sync("i-2qhyGh2UB0V", client=xtam).custom)["Password"])
