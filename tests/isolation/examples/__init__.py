"""For each operation of the API one call that succeeds, in a function of its name.

`updateLocation` is `update_location(scene) -> Call`. The call names rows of `scene.business`;
texts in its body must not contain the business's name, since the walk looks for that.
"""
