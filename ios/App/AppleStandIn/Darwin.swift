// Its presence says that this is an Apple system.
