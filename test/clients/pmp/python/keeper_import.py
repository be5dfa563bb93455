"""What Keeper Commander's importer fetches: keeper_import.py SCHEME HOST PORT TOKEN. Prints records, as JSON."""
import importlib.metadata
import importlib.util
import json
import sys

import requests

scheme, host, port, token = sys.argv[1:5]
# The module alone: the package around it asks for all that a vault needs.
path = importlib.metadata.distribution("keepercommander").locate_file(
    "keepercommander/importer/manageengine/restapi.py"
)
spec = importlib.util.spec_from_file_location("restapi", path)
restapi = importlib.util.module_from_spec(spec)
spec.loader.exec_module(restapi)
api = restapi.RestAPI(host, port, token, scheme)

records = []
for resource in api.resources() or []:
    info = api.resource_info(resource)
    for account in api.resource_accounts(info):
        details = api.account_info(account)
        details.update(account)
        record = {"resource": info["RESOURCE NAME"], "account": details["ACCOUNT NAME"], "notes": details["DESCRIPTION"]}
        if info["RESOURCE TYPE"] == "File Store":
            answer = requests.get(**api.get_file_attachment_kwargs(account))
            record["file"] = details["PASSWORD STATUS"]
            record["size"] = len(answer.content)
        else:
            record["password"] = api.get_password(account)
        records.append(record)
print(json.dumps(records))
