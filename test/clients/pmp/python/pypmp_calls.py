"""Every call of the client pypmp: pypmp_calls.py HOST PORT TOKEN. Prints what it made of each answer, as JSON."""
import json
import sys

from pypmp import PasswordManagerProClient

host, port, token = sys.argv[1:4]
client = PasswordManagerProClient(host, token, port=int(port))
seen = {}

seen["resources"] = [one["RESOURCE NAME"] for one in client.get_resources()][:3]
seen["resource by name"] = client.get_resource_by_name("MSSQLServer")["RESOURCE ID"]
seen["account by name"] = client.get_account_by_name("MSSQLServer", "system")["ACCOUNT ID"]
seen["ids"] = client.get_account_and_resource_ids("MSSQLServer", "system")
seen["account"] = client.get_account("303", "307")["PASSWORD STATUS"]
seen["password"] = client.get_password("MSSQLServer", "system")
seen["create resource"] = client.create_resource("pypmp-host", "root", "fake-Root1!", resource_type="Linux")
seen["create it again"] = client.create_resource("pypmp-host", "root", "fake-Root1!", resource_type="Linux")
resource = client.get_resource_id("pypmp-host")
seen["add account"] = client.add_account("deploy", "fake-Deploy1!", resource)
seen["its password"] = client.get_password("pypmp-host", "deploy")
seen["delete resource"] = client.delete_resource_by_name("pypmp-host")
seen["create user"] = client.create_user("pypmp", "fake-User1!", "Py", "Pmp", "Py Pmp", email="p@pmp.example")
seen["user"] = client.get_user_id("pypmp") is not None
seen["lock user"] = client.lock_user("pypmp")
seen["unlock user"] = client.unlock_user("pypmp")
seen["delete user"] = client.delete_user_by_username("pypmp")
seen["generated"] = len(client.generate_password("Strong")) >= 8
seen["requests"] = [one["REQUESTED BY"] for one in client.get_password_requests()]
seen["certificates"] = len(client.get_all_certificates()) > 0
seen["expiry"] = len(client.get_all_certificate_expiry()) > 0
name, number = sys.argv[4:6]
seen["certificate"] = client.get_certificate(name, number).splitlines()[0]
seen["key store"] = client.get_certificate_keystore(name, number) != ""
seen["passphrase"] = client.get_certificate_passphrase(name, number)
# One under the certificate's id, or a list where another client's name for it stands beside.
details = client.get_certificate_details(name)
seen["certificate details"] = all(isinstance(one, dict) for one in (details if isinstance(details, list) else [details]))
seen["users of keys"] = client.get_associated_users()["result"]["status"]
seen["keys"] = len(client.get_ssh_keys()) > 0
seen["a key by no name"] = client.get_ssh_key("any")["result"]["status"]
seen["an export of no name"] = client.export_ssh_key("any")["result"]["status"]
print(json.dumps(seen))
