print("sf")
