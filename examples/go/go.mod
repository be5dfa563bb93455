module example.com/spsclient

go 1.22

require github.com/pam-mock/pam-mock/kits/go v0.1.0

// Until it is published, the kit is that of this checkout.
replace github.com/pam-mock/pam-mock/kits/go => ../../kits/go
