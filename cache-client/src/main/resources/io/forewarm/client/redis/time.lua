-- Only tells the time.
return {clock()}
