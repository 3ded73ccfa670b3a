/// The errors of all rooms; made from their sources by a test, which also checks that it is current.
let errorTopics: [ExplainTopic] = []
