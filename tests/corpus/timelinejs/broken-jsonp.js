/* a timeline for the first version */
storyjs_jsonp_data = {
  "timeline": {"headline": "Wrapped", "date": [{"startDate": "2001", "headline": "One", "text": ""}]}
};
