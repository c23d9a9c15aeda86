# Programs that act for people: the consent page, the list of programs, tokens, and what scopes mean.

api-scope-unknown = There is no scope “{ $scope }”. Known are: { $known }.
api-scope-missing = Name at least one scope.
