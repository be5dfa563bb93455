module example.com/spsclient

go 1.22
