VALUE = "from inside"
