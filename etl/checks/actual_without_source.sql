-- error: Số liệu thực hiện thiếu nguồn (đơn vị công bố, tên hoặc địa chỉ).
SELECT actual_id AS subject FROM actuals
WHERE trim(publisher) = '' OR trim(source_title) = '' OR trim(source_url) = ''
ORDER BY 1
