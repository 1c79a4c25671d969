-- error
SELECT actual_id AS subject FROM actuals
WHERE trim(publisher) = '' OR trim(source_title) = '' OR trim(source_url) = ''
ORDER BY 1
