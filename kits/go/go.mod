module github.com/pam-mock/pam-mock/kits/go

go 1.21
