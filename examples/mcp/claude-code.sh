# #region add
claude mcp add --transport http sallyport "$SALLYPORT_URL/mcp" --header "Authorization: Bearer $SCOPED_TOKEN"
# #endregion
