<?php
// A page behind phpCAS, as JSON. CAS is the URL of CAS, BASE that of this server.
require_once 'CAS.php';

$cas = getenv('CAS');
$base = getenv('BASE');
['host' => $host, 'port' => $port, 'path' => $path] = parse_url($cas);
phpCAS::client(CAS_VERSION_3_0, $host, $port, $path, $base);
phpCAS::setNoCasServerValidation();
// It knows https alone by itself.
phpCAS::setServerLoginURL("$cas/login?service=" . urlencode($base . $_SERVER['REQUEST_URI']));
phpCAS::setServerServiceValidateURL("$cas/p3/serviceValidate");
phpCAS::setServerLogoutURL("$cas/logout");
phpCAS::handleLogoutRequests(false);
if (parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH) === '/leave') phpCAS::logout();
phpCAS::forceAuthentication();
header('Content-Type: application/json');
echo json_encode(['user' => phpCAS::getUser(), 'attributes' => phpCAS::getAttributes()]);
