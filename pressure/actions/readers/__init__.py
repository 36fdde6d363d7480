"""What readers are told by e-mail: nobody who did not ask and confirm, nothing after they stop."""
