"""What is free and what may be booked: values in, values out.

All moments are whole UTC seconds (int), all intervals half-open [start, end). Read `problem`
for the facts, `slots` for the questions, `assignment` for who gets the booking, `recurrence`
for series. Nothing here reads a clock, a file or a database.
"""
